"""Twelve typical stakeholders, to be adopted and adapted.

Adopted ones are saved in the language of the person who adopts them.
"""

from __future__ import annotations

from dataclasses import dataclass

from tracker.core.validation import N_


@dataclass(frozen=True)
class DefaultStakeholder:
    """A default stakeholder.

    Interest and influence are a first guess; platforms are where such a group often is.
    """

    key: str
    name: str
    interest: int
    influence: int
    worry: str
    platforms: tuple[str, ...]


TYPICAL = (
    DefaultStakeholder(
        key="customers",
        name=N_("Citizens and customers"),
        interest=4,
        influence=4,
        worry=N_("Is anyone there, and do I get an answer I can use?"),
        platforms=("facebook", "instagram"),
    ),
    DefaultStakeholder(
        key="board",
        name=N_("Politicians and the board"),
        interest=4,
        influence=5,
        worry=N_("Could this end on the front page?"),
        platforms=("facebook", "linkedin-personal"),
    ),
    DefaultStakeholder(
        key="employees",
        name=N_("Employees"),
        interest=5,
        influence=3,
        worry=N_("What may I say, and who stands by me?"),
        platforms=("facebook", "linkedin-personal"),
    ),
    DefaultStakeholder(
        key="journalists",
        name=N_("Journalists"),
        interest=3,
        influence=5,
        worry=N_("Do we get an answer before the deadline, from somebody who knows?"),
        platforms=("x", "linkedin-personal"),
    ),
    DefaultStakeholder(
        key="relatives",
        name=N_("Families and relatives"),
        interest=5,
        influence=2,
        worry=N_("Is the one I love looked after well?"),
        platforms=("facebook",),
    ),
    DefaultStakeholder(
        key="partners",
        name=N_("Partner organisations"),
        interest=3,
        influence=3,
        worry=N_("Do we hear of it before everybody else?"),
        platforms=("linkedin-page",),
    ),
    DefaultStakeholder(
        key="unions",
        name=N_("Unions"),
        interest=3,
        influence=4,
        worry=N_("Does it become one more task, and is anybody hung out to dry?"),
        platforms=("facebook", "linkedin-page"),
    ),
    DefaultStakeholder(
        key="authorities",
        name=N_("Regulators and authorities"),
        interest=2,
        influence=5,
        worry=N_("Are the rules kept, about personal data above all?"),
        platforms=("linkedin-page",),
    ),
    DefaultStakeholder(
        key="businesses",
        name=N_("Local businesses"),
        interest=3,
        influence=2,
        worry=N_("How long does it take, and whom do I ask?"),
        platforms=("linkedin-page", "facebook"),
    ),
    DefaultStakeholder(
        key="associations",
        name=N_("Associations and volunteers"),
        interest=4,
        influence=2,
        worry=N_("Are we asked before it is decided?"),
        platforms=("facebook",),
    ),
    DefaultStakeholder(
        key="critics",
        name=N_("Critics and opinion makers"),
        interest=5,
        influence=4,
        worry=N_("Do they listen, or do they only send?"),
        platforms=("facebook", "x"),
    ),
    DefaultStakeholder(
        key="suppliers",
        name=N_("Suppliers"),
        interest=2,
        influence=2,
        worry=N_("Can we plan on what they say?"),
        platforms=("linkedin-page",),
    ),
)
