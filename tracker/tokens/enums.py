"""What an access token is for."""

from tracker.core.enums import LabelledEnum
from tracker.core.validation import N_


class Scope(LabelledEnum):
    """What an access token opens; one for addresses opens no other thing."""

    read = (
        "read",
        N_("Read attempts and lessons"),
        {
            "hint": N_(
                "A program reads what you may read: attempts, lessons, comments, figures."
            )
        },
    )
    log = (
        "log",
        N_("Log attempts"),
        {
            "hint": N_(
                "A program writes in your name: attempts, what came of them, and comments."
            )
        },
    )
    people = (
        "admin-people",
        N_("Look after accounts"),
        {"hint": N_("A program lists accounts, closes them and opens them again.")},
    )
    feeds = (
        "feeds",
        N_("News feed"),
        {
            "hint": N_(
                "Addresses for a news reader or the intranet. They tell what everyone here may"
                " see, and no names."
            )
        },
    )
    calendar = (
        "calendar",
        N_("Calendar"),
        {
            "hint": N_(
                "An address for your calendar, with the days of your own attempts and promises."
            )
        },
    )


FOR_ADMINS = (Scope.people,)
# What a token that belongs to no person may open
FOR_SERVICES = (Scope.read, Scope.people, Scope.feeds)
