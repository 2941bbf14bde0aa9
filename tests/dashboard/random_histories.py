"""Random histories as plain facts: few people, few attempts, and days and moments that
lie on the borders of things.

A history is drawn by Hypothesis, written to the database in bulk, and read by
`slowly.py` without it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from tracker.accounts.models import Person, Role, Unit
from tracker.amplifications.enums import Place
from tracker.amplifications.models import Amplification
from tracker.comments.models import Comment
from tracker.commitments.models import Commitment, Settled, Settlement
from tracker.endorsements.models import Endorsement, EndorsementKind
from tracker.experiments.models import CoAuthor, Experiment, Stage, Visibility
from tracker.guidelines.models import Platform
from tracker.lessons.enums import (
    Decision,
    EvidenceDirection,
    ImplementationState,
    Outcome,
)
from tracker.lessons.models import (
    Conclusion,
    Evidence,
    Implementation,
    Lesson,
    Retirement,
    Reuse,
    SharedLesson,
)
from tracker.lineage.models import BuildsOn
from tracker.quarters import Quarter

ZONE = ZoneInfo("Europe/Copenhagen")
TODAY = dt.date(2026, 11, 20)
QUARTERS = [Quarter(2025, 4), *(Quarter(2026, number) for number in (1, 2, 3, 4))]
LONG_AGO = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)

# Borders: quarters, the days when clocks change, 14 days before a border, 180 days
# before today and before a border, and between.
BORDERS = [quarter.first for quarter in QUARTERS] + [
    dt.date(2026, 3, 29),
    dt.date(2026, 10, 25),
    TODAY,
]
SHIFTS = [0, -1, 1, -13, -14, -15, -179, -180, -181, 20]
DAYS = sorted(
    {border + dt.timedelta(days=shift) for border in BORDERS for shift in SHIFTS}
)
days = st.sampled_from([day for day in DAYS if day <= TODAY])
later_days = st.sampled_from(DAYS)
clock = st.sampled_from(
    [
        (0, 0),
        (0, 59),
        (1, 0),
        (2, 30),
        (12, 0),
        (21, 59),
        (22, 0),
        (22, 59),
        (23, 0),
        (23, 59),
    ]
)
moments = st.builds(
    lambda day, at: dt.datetime.combine(day, dt.time(*at), dt.UTC),
    st.sampled_from(DAYS),
    clock,
).filter(lambda moment: moment.astimezone(ZONE).date() <= TODAY)
maybe = st.none() | days
which = st.integers(0, 40)

attempt = st.fixed_dictionaries(
    {
        "author": which,
        "together": st.none() | which,
        "platform": st.integers(0, 1),
        "stage": st.sampled_from(
            [Stage.draft, Stage.planned, Stage.running, *[Stage.concluded] * 5]
        ),
        "withheld": st.sampled_from([False, False, True]),
        "unit_only": st.booleans(),
        "hidden": st.sampled_from([False] * 4 + [True]),
        "imported": st.sampled_from([False, False, True]),
        "published_at": moments,
        "started_on": maybe,
        "starts_on": maybe,
        "ends_on": st.none() | later_days,
        "review_on": st.none() | later_days,
        "hours": st.sampled_from([None, 0.0, 2.5, 10.0]),
        "cost": st.sampled_from([None, 0, 1200]),
        "metric": st.sampled_from(["", "Opkald pr. uge", "visninger"]),
        "baseline": st.sampled_from([None, 58.0]),
        "result": st.sampled_from([None, 45.0, 60.0]),
        "could_tell": st.sampled_from([None, "yes", "barely", "no"]),
        "afterwards": st.sampled_from([False, False, True]),
        "outcome": st.sampled_from(list(Outcome)),
        "decision": st.sampled_from([None, *Decision]),
        "surprise": st.sampled_from(["", "At tonen blev venlig."]),
        "reason": st.sampled_from(["", "Det blev jul."]),
        "concluded_on": maybe,
        "lesson": st.sampled_from([True, True, True, False]),
        "stated_at": moments,
    }
)
act = st.fixed_dictionaries(
    {
        "what": st.sampled_from(
            [
                "reuse",
                "evidence",
                "descent",
                "comment",
                "endorsement",
                "retirement",
                "implementation",
                "join",
                "promise",
                "carry",
            ]
        ),
        "attempt": which,
        "other": which,
        "person": which,
        "at": moments,
        "day": days,
        "hours": st.sampled_from([None, 1.5, 4.0]),
        "bearing": st.sampled_from(EvidenceDirection),
        "state": st.sampled_from(ImplementationState),
        "leads": st.booleans(),
        "removed": st.sampled_from([False, False, True]),
        "settled": st.sampled_from([None, *Settled]),
        "due_on": later_days,
        "place": st.sampled_from(Place),
        "brought": st.booleans(),
    }
)
person = st.fixed_dictionaries(
    {
        "unit": st.sampled_from([0, 0, 0, 1, 1, 2]),
        "leads": st.sampled_from([False, False, True]),
        "joined_at": st.just(LONG_AGO) | moments,
        "disabled_at": st.sampled_from([None] * 5) | moments,
    }
)
histories = st.tuples(
    st.lists(person, min_size=2, max_size=26),
    st.lists(attempt, min_size=1, max_size=9),
    st.lists(act, max_size=14),
)


@dataclass
class History:
    """What was written: dictionaries with their ids, people and attempts by position.

    Attributes:
        today: The day as of which it is counted.
    """

    people: list[dict]
    attempts: list[dict]
    acts: list[dict]
    units: list[Unit]
    platforms: list[Platform]
    today: dt.date = TODAY


def plant(drawn: tuple) -> History:
    """Write a history to an empty database."""
    people, attempts, acts = ([dict(one) for one in many] for many in drawn)
    units = [Unit.named(f"Enhed {n}") for n in range(3)]
    platforms = list(Platform.select().order_by(Platform.id).limit(2))
    for n, one in enumerate(people):
        one["id"], one["unit_id"] = n + 1, units[one["unit"]].id
    _write(Person, [_person(one) for one in people])
    for n, one in enumerate(attempts):
        _settle(one, n + 1, people, platforms)
    _write(Experiment, [_experiment(one) for one in attempts])
    told = [one for one in attempts if one["stage"] is Stage.concluded]
    _write(
        CoAuthor,
        [
            {"experiment": one["id"], "person": one["with_id"]}
            for one in attempts
            if one["with_id"]
        ],
    )
    _write(Conclusion, [_conclusion(one) for one in told])
    _write(Lesson, [_lesson(one) for one in told if one["lesson"]])
    history = History(
        people, attempts, _possible(acts, people, attempts), units, platforms
    )
    for what, model in TABLES.items():
        _write(
            model,
            [
                row(one)
                for one in history.acts
                if one["what"] == what
                for row in [ROWS[what]]
            ],
        )
    joined = [one for one in history.acts if one["what"] == "join"]
    _write(SharedLesson, [row for one in joined for row in _joined(one)])
    settled = [
        one for one in history.acts if one["what"] == "promise" and one["settled"]
    ]
    said = {"word": "Det lovede jeg.", "at": LONG_AGO}
    _write(
        Settlement,
        [
            {
                "commitment": one["id"],
                "settled": one["settled"],
                "by": one["person_id"],
                **said,
            }
            for one in settled
        ],
    )
    return history


def _write(model, rows: list[dict]) -> None:
    if rows:
        model.insert_many(rows).execute()


def _settle(one: dict, id: int, people: list[dict], platforms: list[Platform]) -> None:
    """Give an attempt its ids, and let it be one that can be."""
    author = people[one["author"] % len(people)]
    one["id"], one["author_id"], one["unit_id"] = id, author["id"], author["unit_id"]
    one["platform_id"] = platforms[one["platform"]].id
    other = (
        None if one["together"] is None else people[one["together"] % len(people)]["id"]
    )
    one["withheld"] = one["withheld"] and one["stage"] is not Stage.draft
    one["with_id"] = None if one["withheld"] or other == author["id"] else other
    if one["stage"] is Stage.running:
        one["started_on"] = one["started_on"] or one["published_at"].date()
        one["review_on"] = one["review_on"] or one["started_on"]
    if one["stage"] in (Stage.draft, Stage.planned):
        one["started_on"] = None
        one["review_on"] = None
    if one["starts_on"] and one["ends_on"] and one["ends_on"] < one["starts_on"]:
        one["starts_on"] = None
    one["lesson"] = one["lesson"] and one["stage"] is Stage.concluded


def _person(one: dict) -> dict:
    return {
        "id": one["id"],
        "email": f"p{one['id']}@example.org",
        "name": f"Person {one['id']}",
        "unit": one["unit_id"],
        "role": Role.leader if one["leads"] else Role.employee,
        "joined_at": one["joined_at"],
        "disabled_at": one["disabled_at"],
    }


def _experiment(one: dict) -> dict:
    draft = one["stage"] is Stage.draft
    names = (
        "id",
        "stage",
        "withheld",
        "started_on",
        "starts_on",
        "ends_on",
        "review_on",
        "hours",
        "cost",
        "metric",
        "baseline",
    )
    return {
        **{name: one[name] for name in names},
        **{
            "author": one["author_id"],
            "unit": one["unit_id"],
            "platform": one["platform_id"],
        },
        **{
            "title": "Quiz",
            "hypothesis": "det virker",
            "criterion": "mindst 200 svarer",
        },
        "visibility": Visibility.unit if one["unit_only"] else Visibility.everyone,
        "hidden_at": LONG_AGO if one["hidden"] else None,
        **{
            "made_at": LONG_AGO,
            "changed_at": LONG_AGO,
            "published_at": None if draft else one["published_at"],
        },
        "criterion_afterwards": one["afterwards"],
        "source": "fil" if one["imported"] else None,
        "external_id": str(one["id"]) if one["imported"] else None,
    }


def _conclusion(one: dict) -> dict:
    names = ("outcome", "decision", "surprise", "concluded_on", "result", "could_tell")
    return {
        "id": one["id"],
        "experiment": one["id"],
        **{name: one[name] for name in names},
        **{
            "reason": one["reason"],
            "by": one["author_id"],
            "at": LONG_AGO,
            "imported": True,
        },
    }


def _lesson(one: dict) -> dict:
    return {
        "id": one["id"],
        "experiment": one["id"],
        "statement": "Spørg om aftenen.",
        "stated_at": one["stated_at"],
    }


def _joined(one: dict) -> list[dict]:
    """Two lessons say one thing; the first one's words are shown."""
    by = {"by": one["person_id"], "at": one["at"]}
    shared = {"shared": one["on"]["id"]} | by
    return [shared | {"origin": it["id"]} for it in (one["on"], one["other"])]


def _possible(acts: list[dict], people: list[dict], attempts: list[dict]) -> list[dict]:
    """The acts that can be, each once, with their ids."""
    kept = []
    seen = set()
    joined = set()
    for one in acts:
        on = attempts[one["attempt"] % len(attempts)]
        other = attempts[one["other"] % len(attempts)]
        person = people[one["person"] % len(people)]
        one |= {"on": on, "other": other, "person_id": person["id"], "person": person}
        own = person["id"] in (on["author_id"], on["with_id"])
        key = {
            "reuse": on["lesson"] and not own and (on["id"], person["id"], one["day"]),
            "evidence": (
                on["lesson"]
                and other is not on
                and other["stage"] is Stage.concluded
                and (on["id"], other["id"])
            ),
            "descent": (
                on["id"] < other["id"]
                and on["stage"] is not Stage.draft
                and (on["id"], other["id"])
            ),
            "comment": on["stage"] is not Stage.draft and (len(kept),),
            "endorsement": on["stage"] is not Stage.draft
            and not own
            and (on["id"], person["id"]),
            "retirement": on["lesson"] and (on["id"],),
            "implementation": on["stage"] is Stage.concluded and (on["id"],),
            "promise": on["stage"] is not Stage.draft and (len(kept),),
            "carry": on["lesson"] and (on["id"], person["unit_id"], one["place"].value),
            "join": (
                on["lesson"]
                and other["lesson"]
                and on is not other
                and on["stage"] is other["stage"] is Stage.concluded
                and not {on["id"], other["id"]} & joined
                and (on["id"], other["id"])
            ),
        }[one["what"]]
        one["brought"] = one["brought"] and one["place"] is Place.meeting
        if key and one["what"] == "join":
            joined |= set(key)
        if key and (one["what"], *key) not in seen:
            seen.add((one["what"], *key))
            kept.append({**one, "id": len(kept) + 1})
    return kept


TABLES = {
    "reuse": Reuse,
    "evidence": Evidence,
    "descent": BuildsOn,
    "comment": Comment,
    "endorsement": Endorsement,
    "retirement": Retirement,
    "implementation": Implementation,
    "promise": Commitment,
    "carry": Amplification,
}
ROWS = {
    "reuse": lambda one: {
        **{
            "lesson": one["on"]["id"],
            "person": one["person_id"],
            "note": "Det virkede.",
        },
        **{"hours": one["hours"], "used_on": one["day"], "at": one["at"]},
    },
    "evidence": lambda one: {
        **{
            "lesson": one["on"]["id"],
            "experiment": one["other"]["id"],
            "bearing": one["bearing"],
        },
        **{"by": one["person_id"], "at": one["at"]},
    },
    "descent": lambda one: {"parent": one["on"]["id"], "child": one["other"]["id"]},
    "comment": lambda one: {
        **{
            "experiment": one["on"]["id"],
            "person": one["person_id"],
            "body": "Godt set.",
            "by_leader": one["leads"],
        },
        **{"at": one["at"], "removed_at": one["at"] if one["removed"] else None},
        "removed_by": one["person_id"] if one["removed"] else None,
    },
    "endorsement": lambda one: {
        **{
            "experiment": one["on"]["id"],
            "person": one["person_id"],
            "kind": EndorsementKind.learned,
            "at": one["at"],
        },
    },
    "retirement": lambda one: {
        "lesson": one["on"]["id"],
        "by": one["person_id"],
        "at": one["at"],
        "reason": "Nye tider.",
    },
    "implementation": lambda one: {
        "conclusion": one["on"]["id"],
        "state": one["state"],
        "place": "vagtplanen",
        "reason": "ingen tid",
        "ask_on": one["day"] if one["state"] is ImplementationState.later else None,
        "by": one["person_id"],
        "at": one["at"],
        "answered_on": one["day"],
    },
    "promise": lambda one: {
        **{
            "id": one["id"],
            "leader": one["person_id"],
            "text": "Jeg spørger.",
            "due_on": one["due_on"],
        },
        **{"experiment": one["on"]["id"], "made_at": LONG_AGO},
    },
    "carry": lambda one: {
        "lesson": one["on"]["id"],
        "unit": one["person"]["unit_id"],
        "person": one["person_id"],
        "place": one["place"],
        "at": one["at"],
        "brought_on": one["day"] if one["brought"] else None,
    },
}
