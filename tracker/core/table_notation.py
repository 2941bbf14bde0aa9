"""How the table files are written that somebody takes away."""

from tracker.core.enums import LabelledEnum
from tracker.core.validation import N_


class TableNotation(LabelledEnum):
    """The notations among which a person may choose."""

    danish = "danish", N_("For a Danish spreadsheet")
    international = "international", N_("International")
