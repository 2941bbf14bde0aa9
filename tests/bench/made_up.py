"""Made-up experiments in bulk: words as they are spread in real texts, a few units with
most of it, drafts and late ones among them.
"""

from __future__ import annotations

import datetime as dt
import random

from tracker.accounts.models import Person, Unit
from tracker.comments.models import Comment
from tracker.db import analyze, chunked, database
from tracker.endorsements.models import Endorsement, EndorsementKind
from tracker.experiments.models import (
    CoAuthor,
    Experiment,
    Stage,
    Tag,
    Tagging,
    Visibility,
)
from tracker.guidelines.models import Platform
from tracker.lessons.enums import Decision, Outcome
from tracker.lessons.models import Conclusion, Lesson
from tracker.lineage.models import BuildsOn
from tracker.search import indexed
from tracker.search.document import keys_in
from tracker.vocabulary.models import IndexWord

NOW = dt.datetime.now(dt.UTC)
UNITS = 25
PEOPLE = 120
CHUNK = 200
COMMON = (
    "svar klager borgere opslag story video aften morgen hurtige billeder mennesker tone humor"
    " frist kø besked".split()
)
STAGES = (
    [Stage.concluded] * 85
    + [Stage.running] * 8
    + [Stage.planned] * 5
    + [Stage.draft] * 2
)


def fill(
    rows: int,
    dice: random.Random,
    different: int | None = None,
    *,
    colleagues: int = PEOPLE,
) -> dict[str, str | int]:
    """Write so many experiments, nearly all concluded with a lesson.

    Returns what the addresses of the bench need.

    Args:
        different: How many different texts there are, where making them up and reading
            them into words would take minutes.
        colleagues: How many people there are, of whom few write much; forty of them
            make a unit where there are many.
    """
    count = max(UNITS, colleagues // 40)
    units = [Unit.named(f"Enhed {n:02}") for n in range(count)]
    _insert(Person, [_person(n, units[n % count]) for n in range(colleagues)])
    people = list(Person.select().order_by(Person.id))
    tags = [Tag.named(f"emne {n}") for n in range(60)]
    platforms = list(Platform.select())
    plans = []
    for n in range(1, rows + 1):
        like = None
        if different and n > different:
            like = plans[n % different]
        plans.append(_plan(n, rows, dice, people, platforms, like))
    with database.atomic():
        IndexWord.add(
            {key for p in plans[:different] for _, key in keys_in(p["words"])}
        )
        _insert(Experiment, plans)
        told = [plan for plan in plans if plan["stage"] is Stage.concluded]
        _insert(Conclusion, [_conclusion(plan, dice) for plan in told])
        _insert(Lesson, [_lesson(plan, dice) for plan in told])
        _insert(
            CoAuthor,
            [
                {
                    "experiment": p["id"],
                    "person": people[0] if p["author"] != people[0] else people[1],
                }
                for p in plans[::40]
            ],
        )
        _insert(
            Tagging,
            [
                {"experiment": p["id"], "tag": tag}
                for p in plans
                for tag in dice.sample(tags, dice.randrange(3))
            ],
        )
        _insert(
            BuildsOn,
            [
                {"child": p["id"], "parent": dice.randrange(1, p["id"])}
                for p in plans[9::10]
            ],
        )
    analyze()  # as an import does
    middle = sorted(p["published_at"] for p in plans if p["published_at"])[rows // 2]
    return {
        "middle": f"{middle:%Y%m%dT%H%M%S.%f}~1",
        "one": next(p["id"] for p in told if p["visibility"] is Visibility.everyone),
        "lesson": 1,
    }


def _insert(model, rows: list[dict]) -> None:
    for some in chunked(rows, CHUNK):
        model.insert_many(some).execute()


def _person(n: int, unit: Unit) -> dict:
    return {
        "email": f"p{n}@example.org",
        "name": f"Person Nummer {n}",
        "unit": unit,
        "joined_at": NOW,
        "locale": "en",
    }


def _plan(
    n: int,
    rows: int,
    dice: random.Random,
    people: list[Person],
    platforms: list[Platform],
    like: dict | None,
) -> dict:
    stage = dice.choice(STAGES)
    author = people[int(len(people) * dice.random() ** 2)]
    at = NOW - dt.timedelta(days=700) + dt.timedelta(days=700) * n / (rows + 1)
    rare = " zebrafinke" if n % 3000 == 7 or n == 50 else ""
    if like:
        texts = {
            name: like[name] for name in ("title", "hypothesis", "method", "words")
        }
    else:
        texts = _texts(dice, rare)
    return {
        **texts,
        "id": n,
        "author": author,
        "unit": author.unit_id,
        "platform": platforms[int(len(platforms) * dice.random() ** 2)],
        "visibility": Visibility.unit if dice.random() < 0.05 else Visibility.everyone,
        "stage": stage,
        "criterion": _text(dice, 8),
        "made_at": at,
        "changed_at": at,
        "published_at": None if stage is Stage.draft else at,
        "starts_on": at.date(),
        "started_on": None if stage in (Stage.draft, Stage.planned) else at.date(),
        "ends_on": at.date() + dt.timedelta(days=21),
        "review_on": at.date() + dt.timedelta(days=21),
    }


def _texts(dice: random.Random, rare: str) -> dict[str, str]:
    title = _text(dice, 7) + rare
    hypothesis = _text(dice, 30)
    method = _text(dice, 40)
    return {
        "title": title,
        "hypothesis": hypothesis,
        "method": method,
        "words": indexed([title], [], [hypothesis, method]),
    }


def _conclusion(plan: dict, dice: random.Random) -> dict:
    return {
        "experiment": plan["id"],
        "outcome": dice.choice(list(Outcome)),
        "observation": _text(dice, 60),
        "surprise": _text(dice, 15) if dice.random() < 0.3 else "",
        "reason": _text(dice, 5),
        "decision": dice.choice(list(Decision)),
        "concluded_on": min(plan["ends_on"], NOW.date()),
        "by": plan["author"],
        "at": plan["made_at"],
    }


def _lesson(plan: dict, dice: random.Random) -> dict:
    statement = _text(dice, 14)
    context = _text(dice, 20)
    return {
        "experiment": plan["id"],
        "statement": statement,
        "context": context,
        "stated_at": plan["made_at"],
    }


def _text(dice: random.Random, length: int) -> str:
    """Words of which few are common and most are rare, as in real texts."""
    words = [
        dice.choice(COMMON)
        if dice.random() < 0.25
        else f"ord{int(4000 * dice.random() ** 3)}"
        for _ in range(length)
    ]
    return " ".join(words).capitalize()


def talk(each: int) -> None:
    """So many comments, and nearly as many endorsements."""
    dice = random.Random(3)
    at = dt.datetime.now(dt.UTC)
    people = [id for (id,) in Person.select(Person.id).tuples()]
    ids = [
        id
        for (id,) in Experiment.select(Experiment.id)
        .where(Experiment.stage != Stage.draft)
        .tuples()
    ]
    comments = [
        {
            "experiment": dice.choice(ids),
            "person": dice.choice(people),
            "body": "Det **lærte** vi noget af. Tak for det!",
            "at": at,
        }
        for _ in range(each)
    ]
    pairs = {(dice.choice(ids), dice.choice(people)) for _ in range(each)}
    endorsements = [
        {
            "experiment": experiment,
            "person": person,
            "kind": EndorsementKind.learned,
            "at": at,
        }
        for experiment, person in pairs
    ]
    with database.atomic():
        for some in chunked(comments, 500):
            Comment.insert_many(some).execute()
        for some in chunked(endorsements, 500):
            Endorsement.insert_many(some).execute()
    analyze()  # as the server does every hour
