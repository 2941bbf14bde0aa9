"""Pages of the pulse, as people see them."""

import datetime as dt
import re

import pytest

from tests import examples
from tests.cast import NOW
from tests.readiness.pulse_factories import (
    all_alike,
    crowd,
    held,
    leading,
    own_answers,
)
from tracker.accounts.models import FormSubmission, Unit
from tracker.readiness.enums import Fear, Item
from tracker.readiness.models import (
    FearAction,
    Invitation,
    OpenFreeText,
    OpenResponse,
    Pulse,
)
from tracker.web.clock import now

READ = ("/", "/readiness", "/readiness/pulse", "/readiness/rounds", "/notifications")


@pytest.fixture
def pulse(cast):
    return Pulse.open(
        closes_on=now().date() + dt.timedelta(14),
        by=cast.frida,
        on=now().date(),
        at=now(),
    )


def sent(**others) -> dict:
    return {name: str(point) for name, point in own_answers(3).items()} | others


def test_the_promise_is_told_before_the_first_question(visit, cast, pulse):
    page = visit(cast.alma).get("/readiness/pulse").text
    first = page.index('type="radio"')
    for said in (
        "Nobody here sees what you answered",
        "What we cannot promise",
        "copies of it from those days",
        "mail server",
    ):
        assert page.index(said) < first
    assert page.index("Edmondson, A. (1999)") > 0
    assert [page.count(f'name="{asked.value}"') for asked in (*Item, *Fear)] == [8] * 13
    assert " checked" not in page, "nothing looks as if it were marked"
    assert 'name="control"' not in page, "too few lead here to be asked"


def test_where_five_lead_they_are_asked_and_shown_beside_the_others(visit, cast):
    people = leading(crowd(Unit.named("Havnen"), 6))
    sheets = [(one, all_alike(4, control=6, fooled=2)) for one in [*people, cast.leif]]
    Pulse.open(
        closes_on=now().date() + dt.timedelta(14),
        by=cast.frida,
        on=now().date(),
        at=now(),
    )
    assert 'name="control"' in visit(cast.leif).get("/readiness/pulse").text
    assert 'name="control"' not in visit(cast.alma).get("/readiness/pulse").text
    for person, marked in sheets:
        OpenResponse.submit(person, marked)
    Pulse.current().close(at=now())
    page = visit(cast.alma).get("/readiness/fears").text
    leaders = page[page.index('id="leaders"') :]
    assert leaders.index("Losing control") < leaders.index("Being made a fool of")
    assert "6.0 of 7" in leaders


def test_nothing_is_kept_in_the_browser(visit, cast, pulse):
    answer = visit(cast.alma).get("/readiness/pulse")
    form = re.search(r'<form\s+class="form[ "].*?</form>', answer.text, re.S)[0]
    assert (
        "local-draft" not in form
        and "data-draft" not in form
        and "autosave" not in form
        and 'name="submission"' not in form
    )
    assert answer.headers["Cache-Control"] == "no-store"


def test_answering_once_and_once_more(visit, cast, pulse):
    alma = visit(cast.alma)
    before = FormSubmission.select().count()
    assert (
        alma.post("/readiness/pulse", data=sent(text="Vi tør mere nu.")).status_code
        == 303
    )
    page = alma.get("/readiness/pulse").text
    assert (
        "nothing says that they are yours" in page
        and "Nothing waits for you here" in page
    )
    assert alma.post("/readiness/pulse", data=sent()).status_code == 409
    assert (OpenResponse.select().count(), OpenFreeText.get().text) == (
        1,
        "Vi tør mere nu.",
    )
    assert FormSubmission.select().count() == before, (
        "no form key tells who sent it when"
    )


def test_an_empty_sheet_and_a_cpr_number_come_back_with_what_was_typed(
    visit, cast, pulse
):
    alma = visit(cast.alma)
    empty = alma.post("/readiness/pulse", data={"text": "kun ord"})
    assert (
        empty.status_code == 422
        and "at least one" in empty.text
        and "kun ord" in empty.text
    )
    number = alma.post("/readiness/pulse", data=sent(text="Ring til 010190-1234"))
    assert (
        number.status_code == 422
        and 'id="boss-0"' in number.text
        and "checked" in number.text
    )
    assert Invitation.select().where(Invitation.person == cast.alma).exists()


def test_an_answer_outside_the_scale_is_none(visit, cast, pulse):
    assert (
        visit(cast.alma)
        .post("/readiness/pulse", data={"boss": "9", "angry": "x", "time": "2"})
        .status_code
        == 303
    )
    assert OpenResponse.select(
        OpenResponse.boss, OpenResponse.angry, OpenResponse.time
    ).tuples().get() == (
        None,
        None,
        2,
    )


def test_while_it_is_open_no_page_changes_when_somebody_answers(visit, cast, pulse):
    """Not for the facilitator, nor for a colleague in the unit: not even a number."""
    paths = [*READ, f"/readiness/rounds/{pulse.id}", f"/people/{cast.alma.id}"]
    # Whoever sees more reads all of them; a colleague those that are about the round
    of_eva = paths if examples.thorough else [*READ[1:4], paths[-1]]
    read = [(cast.frida, path) for path in paths]
    read += [(cast.eva, path) for path in of_eva]

    def seen():
        return {
            (who.name, path): plain(visit(who).get(path).text) for who, path in read
        }

    before = seen()
    visit(cast.alma).post("/readiness/pulse", data=sent(text="Det her må ingen se."))
    assert seen() == before


def plain(page: str) -> str:
    """A page without what is new on every answer: tokens, nonces, and how long ago
    something was.
    """
    page = re.sub(
        r'(name="csrf_token"[^>]*value|nonce|name="submission"[^>]*value|value)="[^"]{20,}"',
        "",
        page,
    )
    return re.sub(r'nonce="[^"]*"', "", page)


def test_only_who_has_an_invitation_is_reminded_at_home(visit, cast, pulse):
    assert "/readiness/pulse" in visit(cast.alma).get("/").text
    OpenResponse.submit(cast.alma, all_alike(4))
    assert "/readiness/pulse" not in visit(cast.alma).get("/").text
    assert "/readiness/pulse" in visit(cast.eva).get("/").text


def test_after_the_last_day_nobody_answers(visit, cast, pulse):
    Pulse.update(closes_on=now().date() - dt.timedelta(1)).execute()
    assert visit(cast.alma).post("/readiness/pulse", data=sent()).status_code == 409
    assert not OpenResponse.select().exists()


def test_a_facilitator_opens_and_closes(visit, cast):
    frida = visit(cast.frida)
    assert (
        f'value="{now().date() + dt.timedelta(14)}"'
        in frida.get("/readiness/rounds").text
    ), "two weeks are offered"
    assert frida.post("/readiness/rounds", data={"closes_on": ""}).status_code == 422
    opened = frida.post(
        "/readiness/rounds",
        data={"closes_on": (now().date() + dt.timedelta(14)).isoformat()},
    )
    assert opened.status_code == 303
    again = frida.post(
        "/readiness/rounds",
        data={"closes_on": (now().date() + dt.timedelta(9)).isoformat()},
    )
    assert again.status_code == 422 and "A round is open until" in again.text
    assert frida.post(f"{opened.location}/closing").location == opened.location
    assert "Too few answered" in frida.get(opened.location).text


def test_what_a_round_showed(visit, cast):
    people = crowd(Unit.named("Havnen"), 6)
    harbour = people[0].unit
    texts = {one.id: f"ord {n}" for n, one in enumerate(people[:5])}
    pulse = held(
        cast.frida,
        [
            (one, all_alike(3, boss=6))
            for one in [*people, cast.alma, cast.bo, cast.eva, cast.carla, cast.leif]
        ],
        texts,
    )
    page = visit(cast.alma).get(f"/readiness/rounds/{pulse.id}").text
    assert "ord 1" not in page, "what people wrote is the facilitators' to read"
    assert f"?unit={harbour.id}" in page and "?unit=others" in page
    assert (
        visit(cast.alma)
        .get(f"/readiness/rounds/{pulse.id}?unit={harbour.id}")
        .status_code
        == 200
    )
    assert (
        visit(cast.alma)
        .get(f"/readiness/rounds/{pulse.id}?unit={cast.service.id}")
        .status_code
        == 404
    )
    frida = visit(cast.frida)
    page = frida.get(f"/readiness/rounds/{pulse.id}").text
    assert page.count("<blockquote") == 5
    key = re.search(r'name="key" value="(\w+)"', page)[1]
    frida.post(f"/readiness/rounds/{pulse.id}/remarks/removal", data={"key": key})
    assert frida.get(f"/readiness/rounds/{pulse.id}").text.count("<blockquote") == 4


def test_four_answers_show_nothing_to_anybody(visit, cast):
    people = crowd(Unit.named("Havnen"), 6)
    pulse = held(cast.frida, [(one, all_alike(7)) for one in people[:4]])
    for who in (cast.frida, cast.alma, cast.ada):
        page = visit(who).get(f"/readiness/rounds/{pulse.id}").text
        assert "Too few answered" in page and 'class="score"' not in page
    assert "not shown" in visit(cast.frida).get("/readiness/rounds").text


def test_you_said_we_did(visit, cast):
    people = crowd(Unit.named("Havnen"), 6)
    held(cast.frida, [(one, all_alike(2, boss=6)) for one in people])
    leif = visit(cast.leif)
    page = leif.get("/readiness/fears").text
    assert page.index('id="boss"') < page.index('id="angry"'), "the strongest first"
    told = {
        "fear": "boss",
        "words": "Chefen svarer selv inden for to dage.",
        "experiment": str(cast.passport.id),
        "submission": "x",
    }
    assert leif.post("/readiness/deeds", data=told).status_code == 303
    leif.post("/readiness/deeds", data=told)
    assert FearAction.select().count() == 1
    page = visit(cast.carla).get("/readiness/fears").text
    assert "Chefen svarer selv" in page and cast.passport.title in page
    assert (
        leif.post("/readiness/deeds", data={"fear": "boss", "words": ""}).status_code
        == 422
    )
    assert (
        leif.post(
            "/readiness/deeds",
            data=told | {"experiment": str(cast.quiz.id), "submission": "y"},
        ).status_code
        == 422
    )
    assert (
        visit(cast.frida)
        .post(f"/readiness/deeds/{FearAction.get().id}/removal")
        .status_code
        == 303
    )
    assert not FearAction.select().exists()


def test_an_attempt_that_is_not_the_reader_s_to_see_is_not_named(visit, cast):
    FearAction.add(
        fear=Fear.boss,
        words="En kollega turde.",
        by=cast.leif,
        at=NOW,
        experiment=cast.quiz,
    )
    assert cast.quiz.title in visit(cast.alma).get("/readiness/fears").text
    page = visit(cast.carla).get("/readiness/fears").text
    assert "En kollega turde." in page and cast.quiz.title not in page


def test_readiness_begins_with_nothing(visit, cast):
    page = visit(cast.carla).get("/readiness").text
    assert (
        page.count('<th scope="row"') == 6 and "Begin with a round of the pulse" in page
    )
