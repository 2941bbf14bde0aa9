"""A clause as one sentence, with its kind in front."""

from __future__ import annotations

import re

from tracker.guidelines.models import Clause, ClauseKind
from tracker.web.i18n import label, locale_code

# Danish puts a comma before a subordinate clause ("Vi anbefaler, at du svarer"), but not
# before an infinitive ("Lad være med at slette"). No English text begins with these.
SUBORDINATE = re.compile(r"(når|før|hvis|inden)\b|at (?!\w+e\b)", re.IGNORECASE)


def sentence(clause: Clause) -> str:
    """The sentence of a clause in the reader's language."""
    text = clause.said("text", locale_code())
    beginning = label(clause.kind)
    if clause.kind is not ClauseKind.dont and SUBORDINATE.match(text):
        beginning += ","
    return f"{beginning} {text}"
