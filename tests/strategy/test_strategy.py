"""The text in versions, the five steps as the rows say, the four marks as the dashboard
measures them.
"""

import datetime as dt
from zoneinfo import ZoneInfo

import peewee
import pytest

from tests.business_case.factories import argue, begun, benefit_of, signed
from tests.cast import NOW, TODAY, person
from tests.sql_counter import counted
from tracker.accounts.models import READERS, Readers, Role, Setting
from tracker.commitments.models import Commitment
from tracker.core.conflicts import EditConflict
from tracker.core.validation import ValidationFailed
from tracker.dashboard.queries import Period, Share
from tracker.dashboard.queries.measures import measures
from tracker.experiments.models import Experiment
from tracker.guidelines.models import Platform
from tracker.home.queries import duties
from tracker.jobs.models import Job
from tracker.quarters import Quarter
from tracker.readiness.enums import Fear
from tracker.readiness.models import FearAction, Pulse
from tracker.stakeholders.models import Channel, Stakeholder, Touchpoint
from tracker.strategy import next_steps
from tracker.strategy import queries as strategy_queries
from tracker.strategy.enums import ENOUGH, SHOWN_BY, Check, Mark, Measure, Step
from tracker.strategy.models import StrategySignature, StrategyText
from tracker.strategy.queries import (
    MarkView,
    MeasureComparison,
    marks,
    quarter_to_show,
    steps,
)
from tracker.strategy.queries.culture_mark import shares

ZONE = ZoneInfo("Europe/Copenhagen")


def test_every_version_stays_and_only_the_newest_is_signed(cast, rows):
    first = StrategyText.write(text="Vi vil være dér.", after=0, by=cast.frida, at=NOW)
    assert Job.get().payload["to"] == "leaders"
    StrategySignature.sign(first, by=cast.leif, at=NOW)
    second = StrategyText.write(
        text="Vi vil svare dér.", after=1, by=cast.leif, at=NOW, why="Være er ikke nok."
    )
    with pytest.raises(EditConflict):
        StrategyText.write(text="Et andet ord.", after=1, by=cast.frida, at=NOW)
    with pytest.raises(EditConflict):
        StrategySignature.sign(first, by=cast.leif, at=NOW)
    with pytest.raises(ValidationFailed):
        StrategyText.write(text=second.text, after=2, by=cast.frida, at=NOW)
    for change in (
        StrategyText.update(text="x"),
        StrategyText.delete(),
        StrategySignature.delete(),
    ):
        with pytest.raises(peewee.DatabaseError), rows.atomic():
            change.execute()


HELD_BY = {
    Step.stakeholders: (Check.mapped, Check.worries, Check.owned),
    Step.touchpoints: (Check.met, Check.good, Check.in_time),
    Step.readiness: (Check.asked, Check.faced),
    Step.platforms: (
        Check.stances,
        Check.everywhere,
        Check.agreed,
        Check.written,
        Check.signed,
    ),
    Step.leadership: (Check.case, Check.committed, Check.promised, Check.quarter),
}


def test_the_steps_of_an_organisation_that_has_not_begun(cast):
    told = far()
    assert list(told) == list(Step)
    for step, checks in HELD_BY.items():
        assert tuple(told[step].found) == tuple(
            check for check in checks if check is not Check.quarter
        ), "no quarter to sign yet"
    assert not told[Step.stakeholders].done
    assert told[Step.stakeholders].next[0] is Check.mapped
    assert not told[Step.leadership].done


def test_stakeholders_and_touchpoints_are_counted(cast):
    facebook = Platform.get(Platform.slug == "facebook")
    for n in range(4):
        Stakeholder.add(
            name=f"Nummer {n}", interest=1, influence=1, worry="Prisen", at=NOW
        )
    press = Stakeholder.add(
        name="Pressen", interest=4, influence=5, at=NOW, owner=cast.carla
    )
    told = far()
    assert {
        check: one.done for check, one in told[Step.stakeholders].found.items()
    } == {
        Check.mapped: True,
        Check.worries: False,
        Check.owned: True,
    }
    missing, found = told[Step.touchpoints].next
    assert (missing, found.owner) == (Check.met, cast.carla)
    poor = {
        "channel": Channel.social,
        "platform": facebook,
        "quality": 1,
        "answer_time": 9,
        "answer_goal": 4,
        "owner": cast.bo,
    }
    touchpoint = Touchpoint.open(press, at=NOW, **poor)
    told = far()[Step.touchpoints].found
    assert [one.done for one in told.values()] == [True, False, False]
    assert (told[Check.good].owner, told[Check.in_time].owner) == (cast.carla, cast.bo)
    touchpoint.change(version=1, at=NOW, quality=4, answer_time=2)
    assert far()[Step.touchpoints].complete


def test_readiness_is_a_round_and_a_deed_for_each_fear(cast):
    Pulse.insert(
        opened_on=TODAY - dt.timedelta(days=30),
        closes_on=TODAY,
        opened_by=cast.frida,
        invited=7,
        closed_at=NOW,
        is_open=None,
    ).execute()
    for fear in Fear:
        FearAction.add(fear=fear, words="Vi skrev det ned.", by=cast.frida, at=NOW)
    assert far()[Step.readiness].complete
    later = steps(TODAY + dt.timedelta(days=400), NOW)[2]
    assert later.next[0] is Check.asked


def test_leadership_is_signed_until_it_is_opened_again(cast):
    case = begun(cast)
    assert far()[Step.leadership].next[0] is Check.case
    case.amend(version=1, at=NOW, sponsor=cast.leif)
    missing, found = far()[Step.leadership].next
    assert (missing, found.owner, found.leaders) == (Check.committed, cast.leif, True)
    signed(case, cast.leif)
    Commitment.add(
        case, text="Jeg svarer", due_on=TODAY, by=cast.leif, at=NOW, on=TODAY
    )
    assert [one.done for one in far()[Step.leadership].found.values()] == [
        True,
        True,
        True,
    ]
    shared_long_ago(cast)
    assert not far()[Step.leadership].found[Check.quarter].done, (
        "once there was something to sum up, it is signed"
    )
    argue(cast, benefit_of(case))
    assert not far()[Step.leadership].found[Check.committed].done


def shared_long_ago(cast):
    """There was something to sum up in a quarter before this one."""
    Experiment.update(published_at=NOW - dt.timedelta(days=120)).where(
        Experiment.id == cast.passport.id
    ).execute()


def test_what_would_move_a_mark_is_the_least_that_is_known():
    def shown(*readings):
        return MarkView(
            Mark.top,
            [
                MeasureComparison(measure, share, Share(), hidden)
                for measure, share, hidden in readings
            ],
        ).lowest

    answered, leading_, kept = SHOWN_BY[Mark.top]
    enough = Share(9, 10)
    assert (
        shown(
            (answered, enough, False), (leading_, enough, False), (kept, enough, False)
        )
        is None
    )
    assert (
        shown(
            (answered, Share(4, 10), False),
            (leading_, Share(0, 10), True),
            (kept, Share(1, 10), False),
        ).measure
        is kept
    )
    assert (
        shown((answered, Share(), False), (kept, Share(0, 10), False)).measure
        is answered
    )
    assert shown((leading_, Share(), True), (kept, enough, False)) is None, (
        "what is hidden is never named as low"
    )


def test_a_mark_that_is_high_enough_has_a_way_further_and_what_is_hidden_changes_no_word(
    visit, cast, monkeypatch
):
    def page(*shares, hidden=False):
        told = [
            MarkView(
                mark,
                [
                    MeasureComparison(measure, share, Share(), hidden)
                    for measure, share in zip(measures, shares, strict=False)
                ],
            )
            for mark, measures in SHOWN_BY.items()
        ]
        monkeypatch.setattr(strategy_queries, "marks", lambda period: told)
        text = visit(cast.alma).get("/strategy").text
        return text[text.index('id="marks"') : text.index("</main>")]

    enough = [Share(10, 10)] * 3
    low = [Share(1, 10)] * 3
    assert page(*enough).count("To move it further:") == len(Mark)
    assert "To move it further:" not in page(*low)
    hidden = [page(*shares, hidden=True) for shares in (enough, low)]
    assert hidden[0] == hidden[1]
    assert hidden[0].count("To move it further:") == len(Mark)


def test_marks_are_the_measures_of_the_dashboard(cast):
    quarter = quarter_to_show(TODAY, ZONE)
    assert quarter == Quarter(2026, 4), "nothing was shared before this quarter"
    told = {one.mark: one for one in marks(Period(quarter, TODAY, ZONE))}
    learned = told[Mark.innovation].readings[0]
    assert (learned.measure, learned.share) == (Measure.learned, Share(1, 1))
    assert told[Mark.learning].readings[1].share == Share(1, 1)
    assert told[Mark.everyone].readings[0].hidden, "three of seven took part"


def test_few_leaders_are_not_counted(cast):
    for name in ("Lis Bo", "Lea By", "Lone By", "Lau Juul"):
        person(name, cast.library, Role.leader)
    quarter = Quarter(2026, 4)
    assert (
        shares(measures(Period(quarter, TODAY, ZONE)), quarter)[Measure.leading] is None
    )


def test_every_word_has_its_way():
    assert set(next_steps.TO_DO) == set(Check)
    assert set(next_steps.MOVES) == set(Measure) == set(ENOUGH)
    assert set(next_steps.FURTHER) == set(Mark)
    assert set(next_steps.WHY) == set(next_steps.HOME) == set(Step)


def test_every_way_leads_to_a_page(app):
    ways = (
        [way for _, way, *_ in next_steps.TO_DO.values()]
        + [
            way
            for _, way, _ in (*next_steps.MOVES.values(), *next_steps.FURTHER.values())
        ]
        + list(next_steps.HOME.values())
    )
    assert not [way for way in ways if way not in app.view_functions]


def test_whoever_may_do_what_is_missing_is_led_there(visit, cast):
    shared_long_ago(cast)
    pages = {
        who: visit(getattr(cast, who)).get("/strategy").text
        for who in ("frida", "leif", "alma")
    }
    assert [page.count('href="/readiness/rounds"') for page in pages.values()] == [
        2,
        0,
        0,
    ]
    assert [page.count('href="/strategy/edit?ready=1"') for page in pages.values()] == [
        2,
        2,
        0,
    ]
    assert [page.count('href="/summaries"') for page in pages.values()] == [
        1,
        2,
        1,
    ], "a leader's, besides the menu"


def to_sign(cast) -> list[str]:
    return [duty.kind.value for duty in duties(cast.leif, at=NOW, on=TODAY)]


def test_what_waits_for_a_signature_stands_on_a_leaders_first_page(visit, cast):
    case = begun(cast)
    signed(case, cast.leif)
    assert to_sign(cast) == []
    argue(cast, benefit_of(case))
    text = StrategyText.write(text="Vi er dér.", after=0, by=cast.frida, at=NOW)
    assert to_sign(cast) == ["strategy", "reopened"]
    assert "The business case is open again" in visit(cast.leif).get("/").text
    assert "The business case is open again" not in visit(cast.alma).get("/").text
    StrategySignature.sign(text, by=cast.leif, at=NOW)
    signed(case, cast.leif)
    assert to_sign(cast) == []


def test_the_marks_are_for_those_who_read_the_dashboard(visit, cast):
    assert "Four marks" in visit(cast.alma).get("/strategy").text
    Setting.choose(READERS, Readers.leaders)
    assert "Four marks" not in visit(cast.alma).get("/strategy").text
    assert "Four marks" in visit(cast.leif).get("/strategy").text


def test_from_a_text_that_comes_ready_to_two_versions(visit, cast):
    frida = visit(cast.frida)
    leif = visit(cast.leif)
    assert "Begin with a text that comes ready" in frida.get("/strategy").text
    assert (
        "Every colleague may try something." in frida.get("/strategy/edit?ready=1").text
    )
    assert (
        frida.post("/strategy/edit", data={"text": "", "after": "0"}).status_code == 422
    )
    frida.post("/strategy/edit", data={"text": "Vi er dér.", "after": "0"})
    leif.post("/strategy/signature", data={"number": "1"})
    assert "signed by Leif Dahl" in visit(cast.alma).get("/strategy").text
    leif.post(
        "/strategy/edit",
        data={"text": "Vi svarer dér.", "why": "Kortere", "after": "1"},
    )
    answer = frida.post(
        "/strategy/edit", data={"text": "Vi svarer altid.", "after": "1"}
    )
    assert answer.status_code == 409
    assert "Vi svarer dér." in answer.text
    assert leif.post("/strategy/signature", data={"number": "1"}).status_code == 409
    page = frida.get("/strategy/versions").text
    assert "<del>" in page
    assert "Kortere" in page


def test_the_page_asks_no_more_when_there_is_more(visit, cast):
    frida = visit(cast.frida)

    def statements() -> int:
        with counted() as asked:
            assert frida.get("/strategy").status_code == 200
        return len(asked)

    for n in range(3):
        Stakeholder.add(name=f"Nummer {n}", interest=4, influence=4, at=NOW)
    statements()
    before = statements()
    for n in range(9):
        Stakeholder.add(name=f"Nummer {n + 3}", interest=4, influence=4, at=NOW)
    assert statements() == before


def far() -> dict:
    return {one.step: one for one in steps(TODAY, NOW)}


def test_a_text_made_from_a_version_that_there_is_not_can_be_sent_again(visit, cast):
    browser = visit(cast.leif)
    sent = {"text": "Vi er til at tale med.", "after": "3"}
    answer = browser.post("/strategy/edit", data=sent)
    assert (
        answer.status_code == 409
        and sent["text"] in answer.text
        and 'name="after" type="hidden" value="0"' in answer.text
    )
    assert (
        browser.post("/strategy/edit", data={**sent, "after": "0"}).status_code == 303
    )
