"""A clause as one sentence, with its kind in front."""

from __future__ import annotations

import re

from tracker.guidelines.models import Clause, ClauseKind
from tracker.web.i18n import label, locale_code

# In Danish a comma stands before a clause that begins like this ("Vi anbefaler, at du
# svarer"), but not before an infinitive ("Lad være med at slette"). No English text
# begins so.
SUBORDINATE = re.compile(r"(når|før|hvis|inden)\b|at (?!\w+e\b)", re.IGNORECASE)


def sentence(clause: Clause) -> str:
    """What it says, in the reader's language."""
    said = clause.said("text", locale_code())
    comma = (
        "," if clause.kind is not ClauseKind.dont and SUBORDINATE.match(said) else ""
    )
    return f"{label(clause.kind)}{comma} {said}"
