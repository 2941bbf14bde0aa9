"""Lists of experiments that people already have, taken in by the engine in `core`.

mapping: the columns · words, lookup, link: what cells name · row: a row as a plan card
and a learning card · target, insert, update: what is done with checked rows · run: a
whole file · preview: the first rows · job: the same for the web.
"""

from tracker.core.imports import ImportReport, habits_of, listed
from tracker.experiments.imports.job import GONE, open_list, run_import
from tracker.experiments.imports.mapping import (
    COLUMNS,
    FIELDS,
    REQUIRED,
    Mapping,
    guessed,
)
from tracker.experiments.imports.preview import Sample, first_cells, guessed_in, preview
from tracker.experiments.imports.run import Run

__all__ = [
    "COLUMNS",
    "FIELDS",
    "GONE",
    "REQUIRED",
    "ImportReport",
    "Mapping",
    "Run",
    "Sample",
    "first_cells",
    "guessed",
    "guessed_in",
    "habits_of",
    "listed",
    "open_list",
    "preview",
    "run_import",
]
