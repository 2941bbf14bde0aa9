"""A clause as one sentence: in Danish a comma stands between what kind it is and what it says."""

from __future__ import annotations

from flask_babel import gettext

from tracker.guidelines.models import Clause, ClauseKind
from tracker.rules import N_
from tracker.web.languages import locale_code

IN_ONE = {
    ClauseKind.may: N_("You may %(text)s"),
    ClauseKind.recommend: N_("We recommend %(text)s"),
    ClauseKind.ask: N_("Ask first %(text)s"),
    ClauseKind.dont: N_("Don't %(text)s"),
}


def sentence(clause: Clause) -> str:
    """What it says, in the reader's language, with its kind in front."""
    return gettext(IN_ONE[clause.kind], text=clause.said("text", locale_code()))
