"""The strategy as the data of its PDF, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext as _

from tracker.pdf.blocks import blocks
from tracker.strategy.models import StrategySignature, StrategyText
from tracker.strategy.queries import CheckResult, StepProgress
from tracker.web.i18n import date, label, share, translated


def pdf_data(
    text: StrategyText,
    signatures: Iterable[StrategySignature],
    steps: Iterable[StepProgress],
) -> dict:
    """The data of the PDF: the text as it stands, who signed it, and the five steps."""
    return {
        "standing": _("Version %(n)s, %(day)s", n=text.number, day=date(text.at)),
        "text": blocks(text.text),
        "why": blocks(text.why),
        "signatures": [[row.person.name, date(row.at)] for row in signatures],
        "steps": [_step(step) for step in steps],
        "words": {
            "why": _("What has changed, and why?"),
            "signatures": _("Signatures"),
            "steps": _("Five steps"),
            "name": _("Name"),
            "date": _("Date"),
            "check": _("What it takes"),
            "state": _("How far"),
        },
    }


def _step(step: StepProgress) -> dict:
    rows = [[label(check), _state(one)] for check, one in step.found.items()]
    return {"label": label(step.step), "rows": rows}


def _state(one: CheckResult) -> str:
    """How far a check is met, in words."""
    if one.done:
        told = _("in place")
        if one.remark:
            told += f" ({translated(one.remark)})"
        return told
    if one.whole > 1:
        return share(one.part, one.whole)
    return _("missing")
