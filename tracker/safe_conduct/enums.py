"""What came of a report that the safe conduct was broken."""

from tracker.core.enums import LabelledEnum
from tracker.core.validation import N_


class Finding(LabelledEnum):
    broken = "broken", N_("It was broken")
    kept = "kept", N_("It was not broken")
