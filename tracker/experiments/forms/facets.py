"""The filters beside a list: each choice with its words, how many it would bring, and
the address that makes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tracker.experiments.forms.filters import ExperimentFilters
from tracker.experiments.models import Stage, Tag
from tracker.experiments.queries.facets import AWAITING, FacetCounts
from tracker.lessons.enums import Outcome

STAGES = (
    Stage.planned.value,
    Stage.running.value,
    AWAITING,
    Stage.concluded.value,
    Stage.draft.value,
)


def facets(
    choices: ExperimentFilters,
    counts: FacetCounts,
    tags: list[Tag],
    more: Mapping[str, Mapping[str, int]] | None = None,
) -> dict[str, list[dict]]:
    """Options by dimension.

    Units stand in alphabetical order, never sorted by a figure; empty ones stand only
    if chosen.

    Args:
        more: Dimensions of one list alone, each with its words and how many there are of each.
    """
    tagged = {tag.name: tag.n for tag in tags}
    chosen_tags = {
        name: None for name in choices.chosen.get("tag", ()) if name not in tagged
    }
    return {
        "outcome": _options(
            choices,
            "outcome",
            {word.value: counts.outcome[word] for word in Outcome},
            always=True,
        ),
        "stage": _options(
            choices, "stage", {word: counts.stage[word] for word in STAGES}
        ),
        "platform": _options(
            choices,
            "platform",
            {p.slug: counts.platform[p.id] for p in choices.platforms.values()},
        ),
        "unit": _options(
            choices,
            "unit",
            {id: counts.unit[unit.id] for id, unit in choices.units.items()},
        ),
        "tag": _options(choices, "tag", {**tagged, **chosen_tags}),
        **{
            name: _options(choices, name, counted)
            for name, counted in (more or {}).items()
        },
    }


def _options(
    choices: ExperimentFilters,
    name: str,
    counted: Mapping[str, int | None],
    always: bool = False,
) -> list[dict]:
    chosen: Iterable[str] = choices.chosen.get(name, ())
    return [
        {
            "value": value,
            "label": choices.name_of(name, value),
            "n": n,
            "current": value in chosen,
            "url": choices.toggled(name, value),
        }
        for value, n in counted.items()
        if n or always or value in chosen
    ]
