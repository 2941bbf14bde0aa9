"""What a pulse asks.

Seven items on psychological safety: Edmondson, A. (1999), Psychological Safety and
Learning Behavior in Work Teams, Administrative Science Quarterly 44(2), 350–383; with
"in my unit" for the team, and in a Danish of our own. Six items of our own on what
holds people back from posting.
"""

from __future__ import annotations

from tracker.core.enums import LabelledEnum
from tracker.core.validation import N_


class Item(LabelledEnum):
    """Psychological safety; 1, 3 and 5 say the opposite, and are reversed when they are scored."""

    mistakes = (
        "mistakes",
        N_("If you make a mistake in my unit, it is often held against you."),
    )
    problems = (
        "problems",
        N_("People in my unit are able to bring up problems and tough issues."),
    )
    different = (
        "different",
        N_("People in my unit sometimes reject others for being different."),
    )
    risk = "risk", N_("It is safe to take a risk in my unit.")
    help = "help", N_("It is difficult to ask other people in my unit for help.")
    efforts = (
        "efforts",
        N_(
            "No one in my unit would deliberately act in a way that undermines my efforts."
        ),
    )
    talents = (
        "talents",
        N_(
            "Working with people in my unit, my unique skills and talents are valued and utilized."
        ),
    )


class Fear(LabelledEnum):
    """The fears that keep people from posting."""

    allowed = (
        "allowed",
        N_("I hold back because I am not sure what I may do."),
        {"short": N_("Not knowing what I may do")},
    )
    corrected = (
        "corrected",
        N_("I hold back because I might be corrected in public."),
        {"short": N_("Being corrected in public")},
    )
    boss = (
        "boss",
        N_("I hold back because I do not know how my boss would react."),
        {"short": N_("My boss's reaction")},
    )
    angry = (
        "angry",
        N_("I hold back because there might be angry replies."),
        {"short": N_("Angry replies")},
    )
    wrong = (
        "wrong",
        N_("I hold back because I might say something wrong."),
        {"short": N_("Saying something wrong")},
    )
    time = (
        "time",
        N_("I hold back because I do not have the time."),
        {"short": N_("Having no time")},
    )


class LeaderFear(LabelledEnum):
    """The fears of those who lead; only they are asked, and only where they are five."""

    control = (
        "control",
        N_("I hold back because I might lose control of what is said about us."),
        {"short": N_("Losing control")},
    )
    fooled = (
        "fooled",
        N_("I hold back because I might be made a fool of."),
        {"short": N_("Being made a fool of")},
    )
    blamed = (
        "blamed",
        N_("I hold back because I might be blamed for what an employee posts."),
        {"short": N_("Being blamed for an employee's post")},
    )


class Trend(LabelledEnum):
    """How a level changed since the round before."""

    stronger = "stronger", N_("stronger than last time")
    weaker = "weaker", N_("weaker than last time")
    same = "same", N_("about the same as last time")
    unknown = "unknown", ""


REVERSED = (Item.mistakes, Item.different, Item.help)
# disagree strongly, agree strongly
LOWEST = 1
HIGHEST = 7
FEWEST_ANSWERED = 5  # of the seven items, for a score


class Dimension(LabelledEnum):
    """The dimensions of readiness."""

    people = (
        "people",
        N_("The people"),
        {
            "hint": N_(
                "Psychological safety in the last round of the pulse: how far from 1 towards 7."
            )
        },
    )
    leadership = (
        "leadership",
        N_("Leadership"),
        {
            "hint": N_(
                "Attempts shared in the last year that a leader answered within seven days."
            )
        },
    )
    guidelines = (
        "guidelines",
        N_("Guidelines"),
        {
            "hint": N_(
                "Places where we are whose guideline says where we stand and what one may do,"
                " and is no longer a draft."
            )
        },
    )
    channels = (
        "channels",
        N_("Channels"),
        {
            "hint": N_(
                "Stakeholders of high priority whom we meet in a touchpoint of quality 3 or better."
            )
        },
    )
    skills = (
        "skills",
        N_("Skills"),
        {
            "hint": N_(
                "Colleagues who shared an attempt or used a lesson in the last year."
            )
        },
    )
    openness = (
        "openness",
        N_("Openness"),
        {
            "hint": N_(
                "Attempts shared in the last year that everybody may see, and not only the unit."
            )
        },
    )
