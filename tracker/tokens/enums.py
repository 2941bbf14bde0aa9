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
        {
            "hint": N_(
                "A program or a directory such as Entra ID makes accounts, changes and closes"
                " them."
            )
        },
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
    mail = (
        "mail",
        N_("Log by mail"),
        {
            "hint": N_(
                "A mail address of your own: what you send to it from your own becomes a draft,"
                " without attachments. It is made alone."
            )
        },
    )


FOR_ADMINS = (Scope.people,)
# What a token that belongs to no person may open
FOR_SERVICES = (Scope.read, Scope.people, Scope.feeds)
