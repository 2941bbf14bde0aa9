"""The filters beside a list: each option with its label, count and address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from heapq import nlargest

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

MOST_UNITS = 100  # to choose from; an organisation may have a thousand


def facets(
    choices: ExperimentFilters,
    counts: FacetCounts,
    tags: list[Tag],
    more: Mapping[str, Mapping[str, int]] | None = None,
) -> dict[str, list[dict]]:
    """Options by dimension.

    Units are in alphabetical order, never sorted by a number; where there are very many,
    those with the most experiments can be chosen. An option without experiments is shown
    only if it is chosen.

    Args:
        more: Dimensions of one list alone, each with its values and their counts.
    """
    counted_tags = {tag.name: tag.n for tag in tags}
    for name in choices.chosen.get("tag", ()):
        counted_tags.setdefault(name, None)
    counted = {
        "stage": {word: counts.stage[word] for word in STAGES},
        "platform": {
            slug: counts.platform[platform.id]
            for slug, platform in choices.platforms.items()
        },
        "unit": _with_most(
            {id: counts.unit[unit.id] for id, unit in choices.units.items()},
            choices.chosen.get("unit", ()),
        ),
        "tag": counted_tags,
    }
    outcomes = {word.value: counts.outcome[word] for word in Outcome}
    options = {"outcome": _options(choices, "outcome", outcomes, always=True)}
    for name, numbers in (counted | dict(more or {})).items():
        options[name] = _options(choices, name, numbers)
    return options


def has_further_units(counts: FacetCounts) -> bool:
    """Whether there are so many units that some with experiments cannot be chosen."""
    used = [unit for unit, n in counts.unit.items() if unit and n]
    return len(used) > MOST_UNITS


def _with_most(counted: Mapping[str, int], chosen: Iterable[str]) -> dict[str, int]:
    """Those with the highest counts and those that are chosen, in the order given."""
    kept = set(nlargest(MOST_UNITS, counted, key=counted.__getitem__)).union(chosen)
    return {id: n for id, n in counted.items() if id in kept}


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
