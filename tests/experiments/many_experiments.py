"""Many experiments of all kinds, thrown with dice that always fall the same, and a slow
way to find among them.
"""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass

from tests.cast import NOW, TODAY
from tracker.experiments.models import (
    CoAuthor,
    Experiment,
    Stage,
    Tag,
    Tagging,
    Visibility,
)
from tracker.experiments.queries.search import ExperimentSearch
from tracker.guidelines.models import Platform
from tracker.lessons.enums import Decision, Outcome
from tracker.lessons.models import Conclusion, Lesson
from tracker.search import indexed, key_of
from tracker.search.document import keys_in

TEXTS = (
    "Svar på klager",
    "Humor om reglerne",
    "Åben brevkasse",
    "Kommunen på video",
    "Spørgetime om aftenen",
    "Rødgrød i en story",
)


def gather(cast, many: int, seed: int = 1) -> list[Experiment]:
    """Write so many experiments straight into the tables: every stage, outcome,
    platform, unit and visibility.
    """
    dice = random.Random(seed)
    platforms = list(Platform.select().limit(4))
    authors = [cast.alma, cast.bo, cast.carla, cast.frida]
    tags = [Tag.named(name) for name in ("klager", "video", "tone")]
    made = []
    for number in range(many):
        author = dice.choice(authors)
        stage = dice.choice(list(Stage))
        title = dice.choice(TEXTS)
        at = NOW - dt.timedelta(days=dice.randrange(60))  # several share a moment
        experiment = Experiment(
            author=author,
            unit=author.unit_id,
            platform=dice.choice(platforms),
            visibility=dice.choice(
                [Visibility.everyone, Visibility.everyone, Visibility.unit]
            ),
            stage=stage,
            title=f"{title} {number}",
            hypothesis="vi får flere svar",
            criterion="flere end før",
            made_at=at,
            changed_at=at,
            published_at=None if stage is Stage.draft else at,
            started_on=None if stage in (Stage.draft, Stage.planned) else at.date(),
            starts_on=at.date(),
            review_on=dice.choice(
                [at.date() + dt.timedelta(days=10), TODAY + dt.timedelta(days=9)]
            ),
            words=indexed([f"{title} {number}"], [], ["vi får flere svar"]),
        )
        experiment.save()
        if dice.random() < 0.3:
            CoAuthor.create(
                experiment=experiment,
                person=dice.choice([p for p in authors if p != author]),
            )
        for tag in dice.sample(tags, dice.randrange(3)):
            Tagging.create(experiment=experiment, tag=tag)
        if stage is Stage.concluded:
            conclude(
                experiment,
                dice.choice(list(Outcome)),
                at,
                surprise=dice.choice(["", "Folk lo."]),
            )
            experiment.index()
        made.append(experiment)
    return made


def conclude(
    experiment: Experiment,
    outcome: Outcome,
    at: dt.datetime,
    surprise: str = "",
    lesson: str = "Man lærer af det",
) -> None:
    """A learning card and a lesson, straight into the tables."""
    Conclusion.create(
        experiment=experiment,
        outcome=outcome,
        observation="Vi så noget.",
        surprise=surprise,
        reason="Det blev jul.",
        decision=Decision.adapt,
        concluded_on=at.date(),
        by=experiment.author,
        at=at,
    )
    Lesson.state(experiment, lesson, at=at)


@dataclass(frozen=True)
class Known:
    """An experiment as it stands in the tables, read once."""

    row: Experiment
    outcome: Outcome | None
    tags: tuple[Tag, ...]
    authors: frozenset[int]

    @classmethod
    def of(cls, experiment: Experiment) -> Known:
        row = experiment.reload()
        told = experiment.conclusions.first()
        authors = frozenset({row.author_id, *(by.person_id for by in row.co_authors)})
        return cls(
            row,
            told and told.outcome,
            tuple(tagging.tag for tagging in row.taggings),
            authors,
        )

    def fits(self, viewer, asked: ExperimentSearch, but: str = "") -> bool:
        """Whether a viewer who asks so should find it; written from the rules, a row at a time.

        Args:
            but: A dimension whose choice is left out.
        """
        row = self.row
        published = self.row.published_at
        shown = row.visibility is Visibility.everyone or row.unit_id == viewer.unit_id
        stage_fits = row.stage in asked.stages or (
            asked.awaiting and row.is_awaiting(TODAY)
        )
        return all(
            (
                viewer.id in self.authors or (not row.is_draft and shown),
                but == "platform"
                or not asked.platforms
                or row.platform_id in asked.platforms,
                but == "outcome"
                or not asked.outcomes
                or self.outcome in asked.outcomes,
                but == "unit" or not asked.units or row.unit_id in asked.units,
                but == "tag"
                or not asked.tags
                or bool({tag.id for tag in self.tags} & set(asked.tags)),
                but == "stage"
                or (stage_fits if asked.stages or asked.awaiting else not row.is_draft),
                not asked.since or (published is not None and published >= asked.since),
                not asked.before
                or (published is not None and published < asked.before),
                not asked.words or _answers(row.words, asked.words),
            )
        )


def _answers(words: str, query) -> bool:
    """Whether a text has one of the loose words in any form, and the others as typed."""
    keys = {key for _, key in keys_in(words)}
    words = words.split()

    def has(term) -> bool:
        return any(term.begins(words[at:]) for at in range(len(words)))

    loose = [key_of(word) in keys for words in query.loose for word in words]
    return (
        (any(loose) or not loose)
        and all(map(has, query.required))
        and not any(map(has, query.unwanted))
    )
