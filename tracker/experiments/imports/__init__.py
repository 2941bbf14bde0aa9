"""Import of existing lists of experiments, with the engine in `core`.

Modules:
    mapping: The columns of a list.
    words (with outcome_words), lookup, link: The meaning of cells.
    row: Parses a row into plan card and learning card.
    target, insert, update: Save the checked rows.
    run: One run over a file; `job` runs it for the web.
    preview: The first rows.
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
