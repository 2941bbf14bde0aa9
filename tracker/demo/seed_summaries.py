"""The quarters of the demo: the oldest are signed, one was corrected, the last one
waits for the director's signature.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from tracker.accounts.models import Person
from tracker.dashboard.queries import Period
from tracker.quarters import Quarter
from tracker.summaries import queries
from tracker.summaries.models import Summary, SummarySignature

DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Written:
    """What was written of one quarter, counted back from the last one that has ended."""

    texts: dict[str, str]
    writer: str
    leader: str = ""
    word: str = ""
    why_not: str = ""
    correction: str = ""


WRITTEN = (
    Written(
        writer="jonas",
        texts={
            "opening": (
                "Det blev kvartalet, hvor vi holdt op med at spørge, om vi måtte, og begyndte at"
                " fortælle, hvad vi så."
            ),
            "learnt": (
                "Borgerne møder os dér, hvor de allerede er, og de bliver, når et menneske svarer"
                " med sit navn. Når et forsøg ikke holdt, var det oftest, fordi vi talte til alle"
                " på én gang."
            ),
            "spent": (
                "Tiden gik mest med at svare. Det er dér, vi lærte noget, så den er givet godt ud."
            ),
            "reused": (
                "To enheder læste hinandens erfaringer, før de gik i gang. Det sparede dem for at"
                " gentage en fejl, vi alle kender."
            ),
            "stopped": "Vi lod det ligge, som ingen savnede. Det gav plads til noget nyt.",
            "next_question": (
                "Hvordan finder vi ud af, hvem der ikke ser os, fordi de aldrig har fulgt os?"
            ),
        },
    ),
    Written(
        writer="jonas",
        leader="marianne",
        word=(
            "Jeg har lært, at folk ikke venter på det færdige svar. De venter på, at nogen tager"
            " deres spørgsmål alvorligt.\n\nTak til jer, der skrev, hvad der ikke holdt. Jeg har"
            " brugt to af jeres erfaringer i min egen hverdag."
        ),
        why_not=(
            "Mit eget forsøg løber stadig. Jeg fortæller om det, når det er slut, hvordan det end"
            " går."
        ),
        texts={
            "opening": "Et kvartal med færre planer og flere forsøg.",
            "learnt": (
                "Det korte og det personlige bar længst. Det polerede blev delt, men ingen spurgte"
                " til det."
            ),
            "spent": (
                "Flere skrev deres timer ned end før. Tallene er stadig, hvad folk husker, og ikke"
                " hvad et ur har målt."
            ),
            "reused": "Det, der ikke holdt i én enhed, blev til en bedre plan i en anden.",
            "stopped": "To af de ting, vi stoppede, tog tid hver uge, og ingen læste dem.",
            "next_question": "Hvad skal vi svare, når vi ikke ved det endnu?",
        },
        correction=(
            "Vi kom til at skrive, at ingen læste to af de ting, vi stoppede. Det var kun én."
        ),
    ),
    Written(
        writer="ditte",
        leader="kirsten",
        word=(
            "Da vi begyndte, troede jeg, at vi skulle lære at undgå fejl. Nu tror jeg, at vi skal"
            " lære at lave dem i mindre størrelser."
        ),
        texts={
            "opening": (
                "Foråret viste, hvor forskellige vi er, og hvor meget vi alligevel kan bruge"
                " hinandens erfaringer."
            ),
            "learnt": "Tidspunktet betød mindre, end vi troede. Tonen betød mere.",
            "spent": "Vi brugte få kroner. Det, vi lægger i, er tid og mod.",
            "reused": "De første erfaringer krydsede en enhedsgrænse.",
            "stopped": "Vi stoppede i tide, når et forsøg ramte nogen forkert.",
            "next_question": "Hvem tør vi spørge, om vi er til at forstå?",
        },
    ),
    Written(
        writer="ditte",
        leader="kirsten",
        word=(
            "Det her er det første kvartal, vi gør op på den måde. Det er ikke et regnskab over,"
            " hvem der lykkedes, men over, hvad vi ved nu."
        ),
        texts={
            "opening": "Vi er lige begyndt. Få forsøg, mange spørgsmål.",
            "learnt": (
                "At en hypotese, der ikke holder, er hurtigere at lære af end en, man aldrig får"
                " prøvet."
            ),
            "spent": "Næsten ingen skrev timer på endnu. Det kommer.",
            "reused": "Det er for tidligt at sige.",
            "stopped": "",
            "next_question": "Hvad holder folk tilbage fra at fortælle om det, der ikke holdt?",
        },
    ),
)


def plant_quarters(people: dict[str, Person], now: dt.datetime, zone: ZoneInfo) -> None:
    """Write the quarters that have ended, as far back as anything had been shared."""
    quarter = Quarter.of(now.astimezone(zone).date())
    for written in WRITTEN:
        quarter = quarter.previous
        if queries.anything_in(quarter, Period(quarter, now.date(), zone)):
            _plant(quarter, written, people, now, zone)


def _plant(
    quarter: Quarter,
    written: Written,
    people: dict[str, Person],
    now: dt.datetime,
    zone: ZoneInfo,
) -> None:
    ended = quarter.moments(zone)[1]
    writer = people[written.writer]

    def at(days: int) -> dt.datetime:
        return min(ended + days * DAY + dt.timedelta(hours=9, minutes=days), now)

    period = Period(quarter, at(0).astimezone(zone).date(), zone)
    lessons = queries.surprising(period)
    first = lessons[0] if lessons else None
    about = {"figures": queries.taken(period), "surprising": first and first.id}
    summary = Summary.draft(quarter, **about, by=None, at=min(ended, now), on=period.on)
    _write(summary, written.texts, writer, at(6))
    summary.offer(version=summary.version, by=writer, at=at(8))
    if not written.leader:
        return
    _sign(summary, written, people[written.leader], at(11))
    if written.correction:
        figures = queries.taken(Period(quarter, at(30).astimezone(zone).date(), zone))
        newer = summary.correct(
            reason=written.correction, figures=figures, by=writer, at=at(30)
        )
        _write(
            newer,
            {
                **written.texts,
                "stopped": "En af de ting, vi stoppede, tog tid hver uge, og ingen læste den.",
            },
            writer,
            at(30),
        )
        newer.offer(version=newer.version, by=writer, at=at(31))
        _sign(newer, written, people[written.leader], at(32))


def _write(
    summary: Summary, texts: dict[str, str], by: Person, at: dt.datetime
) -> None:
    summary.amend(
        version=summary.version, by=by, at=at, surprising=summary.surprising, **texts
    )


def _sign(summary: Summary, written: Written, leader: Person, at: dt.datetime) -> None:
    """An own attempt that did not hold, of those concluded by then, where there is one."""
    own = [
        one
        for one in queries.own_that_did_not_hold(leader)
        if one.conclusions.get().concluded_on <= at.date()
    ]
    said = {"word": written.word, "attempt": own[0] if own else None}
    why_not = (
        written.why_not
        or "Jeg har endnu ikke et forsøg, der er slut. Det næste overblik får et."
    )
    SummarySignature.sign(
        summary,
        version=summary.version,
        **said,
        why_not="" if own else why_not,
        by=leader,
        at=at,
    )
