"""Views: the business case as an accessible PDF, as it is now and as it was signed."""

from __future__ import annotations

import datetime as dt

from flask import Response, abort
from flask_babel import gettext as _
from flask_login import login_required

from tracker import pdf as papers
from tracker.accounts.branding import organisation_name
from tracker.business_case import queries
from tracker.business_case.enums import CaseState
from tracker.business_case.models import BusinessCase, Totals
from tracker.business_case.queries import AssumptionView, CaseView, SignatureStatus
from tracker.business_case.views import business_case
from tracker.pdf.blocks import blocks
from tracker.web.clock import now
from tracker.web.i18n import date, day, dkk, label, locale_code, number, share


@business_case.get("/business-case.pdf")
@login_required
def pdf():
    case = BusinessCase.current() or abort(404)
    stand = queries.signature_status(case)
    return _paper(
        queries.case_view(stand.told), _standing(stand), now(), "business-case.pdf"
    )


@business_case.get("/business-case/versions/<int:number>.pdf")
@login_required
def version_pdf(number):
    version, signatures = queries.version_numbered(number) or abort(404)
    standing = _("Version %(n)s", n=number) + ". " + _signed(signatures)
    return _paper(
        queries.case_view(version.told),
        standing,
        version.at,
        f"business-case-{number}.pdf",
    )


def _paper(told: CaseView, standing: str, at: dt.datetime, name: str) -> Response:
    organisation = organisation_name()
    title = _("Business case") + f" – {organisation}"
    data = _words(told) | {
        "standing": standing,
        "organisation": organisation,
        "page_word": _("page {n} of {all}"),
    }
    body = papers.pdf(
        "business_case/case.typ", data, language=locale_code(), title=title, at=at
    )
    return Response(
        body,
        mimetype="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )


def _words(told: CaseView) -> dict:
    """The data of the PDF, in the reader's language.

    Amounts are given both as numbers to draw and as text.
    """
    return {
        "goal": told.goal,
        "benefit": blocks(told.benefit),
        "value": _("What it is worth, when all is paid"),
        "amounts": [[name, dkk(amount)] for name, amount in _three(told.totals.value)],
        "untested": _untested(told.totals),
        "rests": _("What it rests on"),
        "caption": _("The numbers as a table"),
        "columns": _columns(),
        "rows": [_row(line) for line in told.lines],
        "bars": [_bar(line) for line in told.lines if line.bar],
        "bars_alt": _(
            "The range of each assumption, with the expected amount marked; the table below has the"
            " numbers."
        ),
        "formulas": _(
            "Low is the lowest benefit, less the highest running costs, the highest risks and the"
            " investment; high is the other way round. What is refuted counts as no benefit. How an"
            " assumption stands comes from its evidence alone."
        ),
        "investment": _("What we put into it"),
        "facts": [[word, value] for word, value in _facts(told) if value],
    }


def _columns() -> list[str]:
    return [
        _("We assume that …"),
        _("How it stands"),
        _("At the least"),
        _("Expected"),
        _("At the most"),
    ]


def _untested(totals: Totals) -> str:
    untested = _("Rests on what nobody has tested") + f": {dkk(totals.untested)}"
    if not totals.benefit.expected:
        return untested
    part = share(totals.untested, totals.benefit.expected)
    of_all = _("%(share)s of the expected benefit", share=part)
    return f"{untested} ({of_all})"


def _three(range_) -> list[tuple[str, int]]:
    return [
        (_("Low"), range_.low),
        (_("Expected"), range_.expected),
        (_("High"), range_.high),
    ]


def _row(line: AssumptionView) -> list[str]:
    row = [f"{line.text} ({label(line.kind)})", label(line.status)]
    for amount in (line.low, line.expected, line.high):
        if amount is None:
            row.append("–")
        else:
            row.append(dkk(amount))
    return row


def _bar(line: AssumptionView) -> dict:
    begins, reaches, marked = line.bar
    return {
        "text": line.text,
        "begins": begins,
        "reaches": reaches,
        "marked": marked,
        "standing": line.status.value,
        "said": f"{label(line.status)} · {dkk(line.expected)}",
    }


def _facts(told: CaseView) -> list[tuple[str, str]]:
    sponsor = ""
    if told.sponsor:
        sponsor = told.sponsor.name
    period = ""
    if told.period_from or told.period_to:
        period = f"{day(told.period_from)} – {day(told.period_to)}"
    return [
        (_("Answers for it"), sponsor),
        (_("Period"), period),
        (_("Hours"), _hours(told)),
        (_("Other expenses"), dkk(told.cost)),
        (_("In all"), dkk(told.totals.investment)),
    ]


def _hours(told: CaseView) -> str:
    if not told.hours:
        return ""
    hours = number(told.hours)
    if told.rate is None:
        return hours
    return _("%(hours)s hours at %(rate)s", hours=hours, rate=dkk(told.rate))


def _standing(stand: SignatureStatus) -> str:
    """The signatures, or the state and the reasons of a reopening, in words."""
    if stand.state is CaseState.signed:
        return _signed(stand.signatures)
    because = "; ".join(text for _id, text, _at in stand.because)
    if not because:
        return label(stand.state) + "."
    return label(stand.state) + ". " + _("It did not hold:") + f" {because}"


def _signed(signatures) -> str:
    names = "; ".join(f"{row.person.name}, {date(row.at)}" for row in signatures)
    return _("Signed by") + f" {names}."
