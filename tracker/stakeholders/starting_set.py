"""Twelve typical stakeholders that come ready to adapt.

They are taken on purpose, in the language of whoever takes them.
"""

from __future__ import annotations

from dataclasses import dataclass

from tracker.core.validation import N_


@dataclass(frozen=True)
class DefaultStakeholder:
    """One of the twelve.

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
        "customers",
        N_("Citizens and customers"),
        *(4, 4),
        N_("Is anyone there, and do I get an answer I can use?"),
        ("facebook", "instagram"),
    ),
    DefaultStakeholder(
        "board",
        N_("Politicians and the board"),
        *(4, 5),
        N_("Could this end on the front page?"),
        ("facebook", "linkedin-personal"),
    ),
    DefaultStakeholder(
        "employees",
        N_("Employees"),
        *(5, 3),
        N_("What may I say, and who stands by me?"),
        ("facebook", "linkedin-personal"),
    ),
    DefaultStakeholder(
        "journalists",
        N_("Journalists"),
        *(3, 5),
        N_("Do we get an answer before the deadline, from somebody who knows?"),
        ("x", "linkedin-personal"),
    ),
    DefaultStakeholder(
        "relatives",
        N_("Families and relatives"),
        *(5, 2),
        N_("Is the one I love looked after well?"),
        ("facebook",),
    ),
    DefaultStakeholder(
        "partners",
        N_("Partner organisations"),
        *(3, 3),
        N_("Do we hear of it before everybody else?"),
        ("linkedin-page",),
    ),
    DefaultStakeholder(
        "unions",
        N_("Unions"),
        *(3, 4),
        N_("Does it become one more task, and is anybody hung out to dry?"),
        ("facebook", "linkedin-page"),
    ),
    DefaultStakeholder(
        "authorities",
        N_("Regulators and authorities"),
        *(2, 5),
        N_("Are the rules kept, about personal data above all?"),
        ("linkedin-page",),
    ),
    DefaultStakeholder(
        "businesses",
        N_("Local businesses"),
        *(3, 2),
        N_("How long does it take, and whom do I ask?"),
        ("linkedin-page", "facebook"),
    ),
    DefaultStakeholder(
        "associations",
        N_("Associations and volunteers"),
        *(4, 2),
        N_("Are we asked before it is decided?"),
        ("facebook",),
    ),
    DefaultStakeholder(
        "critics",
        N_("Critics and opinion makers"),
        *(5, 4),
        N_("Do they listen, or do they only send?"),
        ("facebook", "x"),
    ),
    DefaultStakeholder(
        "suppliers",
        N_("Suppliers"),
        *(2, 2),
        N_("Can we plan on what they say?"),
        ("linkedin-page",),
    ),
)
