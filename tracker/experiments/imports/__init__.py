"""Lists that people already have, taken in: which column is which, what a cell means,
and many rows at a time.

On the floor of the queries. mapping: columns to fields · values: what a cell says ·
reading, row: a row as answers · bulk, updating: answers as rows of the database ·
chunk, running: many rows, a whole file · report: what came of it · preview: the first
rows · job: the same for the web.
"""

from tracker.experiments.imports.job import GONE, carry_out
from tracker.experiments.imports.mapping import (
    FIELDS,
    REQUIRED,
    Mapping,
    guessed,
    listed,
)
from tracker.experiments.imports.preview import Sample, first_cells, guessed_in, preview
from tracker.experiments.imports.report import Report
from tracker.experiments.imports.run import Run

__all__ = [
    "FIELDS",
    "GONE",
    "REQUIRED",
    "Mapping",
    "Report",
    "Run",
    "Sample",
    "carry_out",
    "first_cells",
    "guessed",
    "guessed_in",
    "listed",
    "preview",
]
