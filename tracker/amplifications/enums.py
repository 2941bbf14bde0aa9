"""Where a lesson is carried to."""

from tracker.core.enums import LabelledEnum
from tracker.core.validation import N_


class Place(LabelledEnum):
    unit = "unit", N_("My unit")
    meeting = "meeting", N_("Our next meeting")
