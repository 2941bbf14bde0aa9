"""The business case as the data of its PDF, in the reader's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.business_case.enums import AssumptionKind, AssumptionStatus
from tracker.business_case.queries import AssumptionView, CaseView
from tracker.business_case.queries.evidence import EvidenceTitle, public_evidence
from tracker.lessons.enums import EvidenceDirection
from tracker.pdf.blocks import blocks
from tracker.web.i18n import date, day, dkk, label, number, share, translated

# What is well founded first, and what is contested apart from it
BY_STANDING = (
    AssumptionStatus.supported,
    AssumptionStatus.contested,
    AssumptionStatus.untested,
    AssumptionStatus.refuted,
)


def pdf_data(
    told: CaseView, frozen: Mapping, signed_at: dt.datetime | None = None
) -> dict:
    """The data of the PDF.

    Args:
        frozen: The same as plain JSON, live or signed.
        signed_at: When it was frozen; None if it is live.
    """
    evidence = public_evidence(frozen, signed_at)
    return {
        "goal": told.goal,
        "benefit": blocks(told.benefit),
        "asked": _asked(told),
        "amounts": _amounts(told),
        "untested": _untested(told),
        "gaps": [translated(gap.label) for gap in told.gaps],
        "steps": _steps(told) if told.is_priced else [],
        "steps_alt": _steps_alt(told),
        "titles_note": _titles_note(frozen, signed_at),
        "groups": [_group(status, told, evidence) for status in BY_STANDING],
        "rows": [_row(line) for line in told.lines],
        "facts": [[word, value] for word, value in _facts(told) if value],
        "words": _words(),
    }


def _titles_note(frozen: Mapping, signed_at: dt.datetime | None) -> str:
    """That the titles are not those of the signature, where none were kept."""
    if signed_at is None or "titles" in frozen:
        return ""
    return _(
        "When this was signed, the titles of the attempts were not kept:"
        " titles and days are those of today."
    )


def _words() -> dict[str, str]:
    return {
        "asked": _("What you are asked to decide"),
        "value": _("What it is worth, when all is paid"),
        "steps": _("From the benefits to what is left, as expected"),
        "step": _("Step"),
        "amount": _("Amount"),
        "rests": _("What it rests on"),
        "for_it": _("For it"),
        "against": _("Against it"),
        "no_evidence": _("Nobody has tested it."),
        "caption": _("The amounts of each assumption"),
        "assumption": _("We assume that …"),
        "kind": _("Kind"),
        "standing": _("How it stands"),
        "low": _("At the least"),
        "expected": _("Expected"),
        "high": _("At the most"),
        "formulas": _(
            "Low is the lowest benefit, less the highest running costs, the highest risks and the"
            " investment; high is the other way round. What is refuted counts as no benefit. How an"
            " assumption stands comes from its evidence alone."
        ),
        "investment": _("What we put into it"),
        "signatures": _("Signatures"),
        "name": _("Name"),
        "date": _("Date"),
    }


def _asked(told: CaseView) -> list[str]:
    """What a board decides by signing: money, what is not tested, and who answers."""
    totals = told.totals
    money = ""
    if told.is_priced:
        money = _(
            "To put %(amount)s into it, and to expect %(value)s of it when all is paid"
            " (between %(low)s and %(high)s).",
            amount=dkk(totals.investment),
            value=dkk(totals.value.expected),
            low=dkk(totals.value.low),
            high=dkk(totals.value.high),
        )
    elif totals.investment:
        money = _(
            "To put %(amount)s into it without knowing what it is worth.",
            amount=dkk(totals.investment),
        )
    lost = ""
    if totals.refuted:
        lost = _(
            "To go on without the %(amount)s of benefit that did not hold.",
            amount=dkk(totals.refuted),
        )
    answers = _("Who answers for it: nobody is named yet.")
    if told.sponsor:
        answers = _("That %(name)s answers for it.", name=told.sponsor.name)
    return [part for part in (money, _to_accept(told), lost, answers) if part]


def _to_accept(told: CaseView) -> str:
    """That some assumptions are not supported yet; "" if all that count are."""
    open_ones = (AssumptionStatus.untested, AssumptionStatus.contested)
    waiting = sum(line.status in open_ones for line in told.lines)
    if not waiting:
        return ""
    return ngettext(
        "To accept that one assumption is untested or contested, and to have it"
        " tested next.",
        "To accept that %(num)s assumptions are untested or contested, and to have"
        " them tested next.",
        waiting,
    )


def _steps(told: CaseView) -> list[list]:
    """The waterfall: name, from, to, look, and the amount in words."""
    steps = []
    level = 0
    for name, amount, look in _changes(told):
        if amount:
            steps.append([name, level, level + amount, look, dkk(amount)])
            level += amount
    left = _("Left, as expected")
    steps.append([left, 0, level, "net", dkk(told.totals.value.expected)])
    return steps


def _changes(told: CaseView) -> list[tuple[str, int, str]]:
    """What adds to the value, by how it stands, and what is taken from it, as expected."""
    changes = []
    for status in BY_STANDING[:-1]:
        amount = sum(
            line.expected or 0
            for line in told.lines
            if line.kind is AssumptionKind.benefit and line.status is status
        )
        name = _("Benefit, %(standing)s", standing=label(status).lower())
        changes.append((name, amount, status.value))
    totals = told.totals
    return changes + [
        (_("Running costs"), -totals.cost.expected, "out"),
        (_("Risks"), -totals.risk.expected, "out"),
        (_("What we put into it"), -totals.investment, "out"),
    ]


def _steps_alt(told: CaseView) -> str:
    return ", ".join(f"{name}: {shown}" for name, _a, _b, _look, shown in _steps(told))


def _group(status: AssumptionStatus, told: CaseView, evidence: Mapping) -> dict:
    """The assumptions of one standing, each with its evidence."""
    lines = [line for line in told.lines if line.status is status]
    return {
        "label": label(status),
        "look": status.value,
        "lines": [_line(line, *evidence[line.id]) for line in lines],
    }


def _line(line: AssumptionView, shown: list[EvidenceTitle], unseen: int) -> dict:
    more = ""
    if unseen:
        more = ngettext(
            "%(num)s more is visible to its unit only.",
            "%(num)s more are visible to their units only.",
            unseen,
        )
    return {
        "text": line.text,
        "kind": _kind(line),
        "basis": blocks(line.basis),
        "for_it": _titles(shown, EvidenceDirection.supports),
        "against": _titles(shown, EvidenceDirection.contradicts),
        "more": more,
    }


def _kind(line: AssumptionView) -> str:
    if line.expected is None:
        return label(line.kind) + " · " + _("without an amount")
    return f"{label(line.kind)} · {dkk(line.expected)}"


def _titles(shown: list[EvidenceTitle], bearing: EvidenceDirection) -> list[str]:
    """Titles with the day of the conclusion."""
    return [
        ", ".join(part for part in (one.title, day(one.concluded_on)) if part)
        for one in shown
        if one.bearing is bearing
    ]


def _untested(told: CaseView) -> str:
    totals = told.totals
    if not told.is_priced:
        return _(
            "Nobody has put an amount on anything yet, so nobody can say what it is"
            " worth."
        )
    untested = _("Rests on what nobody has tested") + f": {dkk(totals.untested)}"
    if not totals.benefit.expected:
        return untested
    part = share(totals.untested, totals.benefit.expected)
    of_all = _("%(share)s of the expected benefit", share=part)
    return f"{untested} ({of_all})"


def _amounts(told: CaseView) -> list[list[str]]:
    if not told.is_priced:
        return []
    return [[name, dkk(amount)] for name, amount in _three(told.totals.value)]


def _three(range_) -> list[tuple[str, int]]:
    return [
        (_("Low"), range_.low),
        (_("Expected"), range_.expected),
        (_("High"), range_.high),
    ]


def _row(line: AssumptionView) -> list[str]:
    row = [line.text, label(line.kind), label(line.status)]
    for amount in (line.low, line.expected, line.high):
        if amount is None:
            row.append("–")
        else:
            row.append(dkk(amount))
    return row


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
        (_("In all"), dkk(told.totals.investment) if told.totals.investment else ""),
    ]


def _hours(told: CaseView) -> str:
    if not told.hours:
        return ""
    hours = number(told.hours)
    if told.rate is None:
        return hours
    return _("%(hours)s hours at %(rate)s", hours=hours, rate=dkk(told.rate))


def signature_rows(signatures) -> list[list[str]]:
    """Who signed, and when."""
    return [[row.person.name, date(row.at)] for row in signatures]
