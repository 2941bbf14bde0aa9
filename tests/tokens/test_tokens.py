"""Access tokens: what they open, for how long, and who may make them."""

import datetime as dt

import pytest

from tests.api.program import Program
from tests.cast import PRESENT
from tests.examples import for_each_case
from tracker.audit.models import AuditEvent, EventType
from tracker.core.validation import ValidationFailed
from tracker.tokens.enums import Scope
from tracker.tokens.models import MOST, AccessToken
from tracker.web.clock import now

A_YEAR = dt.timedelta(days=365)


def made(person, *scopes, **more):
    more = {"name": "Power BI", "days": 90, "at": PRESENT} | more
    return AccessToken.add(by=person, scopes=scopes or [Scope.read], **more)


def test_a_secret_is_kept_as_a_hash_only(cast):
    row, secret = made(cast.alma)
    assert AccessToken.by_secret(secret, PRESENT) == row
    assert secret not in str(row.reload().__data__)
    assert AccessToken.by_secret(secret + "x", PRESENT) is None


def test_it_runs_out(cast):
    _, secret = made(cast.alma, days=30)
    assert AccessToken.by_secret(secret, PRESENT + dt.timedelta(days=29))
    assert AccessToken.by_secret(secret, PRESENT + dt.timedelta(days=30)) is None
    assert not AccessToken.sweep(PRESENT + dt.timedelta(days=59))
    assert AccessToken.sweep(PRESENT + dt.timedelta(days=61)) == 1


@for_each_case("act", ["disable", "password", "erase"])
def test_it_ends_with_whatever_lets_its_owner_in(cast, act):
    _, secret = made(cast.alma)
    if act == "disable":
        cast.alma.disable(PRESENT)
    elif act == "password":
        cast.alma.set_password_hash("another")
    else:
        cast.alma.erase(PRESENT)
    assert AccessToken.by_secret(secret, PRESENT) is None
    assert not AccessToken.owned_by(cast.alma).exists()


def test_a_row_that_was_overlooked_opens_nothing_for_a_closed_account(cast):
    _, secret = made(cast.alma)
    type(cast.alma).update(disabled_at=PRESENT).where(
        type(cast.alma).id == cast.alma.id
    ).execute()
    assert AccessToken.by_secret(secret, PRESENT) is None


def test_only_an_administrator_gives_rights_over_accounts(cast):
    for person, more in ((cast.frida, {}), (cast.alma, {"service": True})):
        with pytest.raises(ValidationFailed):
            made(person, Scope.people, **more)
    row, secret = made(cast.ada, Scope.people)
    assert row.allows(Scope.people) and not row.allows(Scope.read)
    type(cast.ada).update(role="employee").execute()
    assert not AccessToken.by_secret(secret, PRESENT).allows(Scope.people)


@for_each_case(
    "more", [{"name": ""}, {"days": 36_500}, {"scopes": []}, {"name": "x" * 81}]
)
def test_what_makes_no_sense_is_refused(cast, more):
    told = {"name": "x", "scopes": [Scope.read], "days": 30, "at": PRESENT}
    with pytest.raises(ValidationFailed):
        AccessToken.add(by=cast.alma, **told | more)


def test_a_service_neither_writes_nor_has_days(cast):
    for scope in (Scope.log, Scope.calendar):
        with pytest.raises(ValidationFailed):
            made(cast.ada, scope, service=True)


def test_nobody_hoards_them(cast):
    for _ in range(MOST):
        made(cast.alma)
    with pytest.raises(ValidationFailed):
        made(cast.alma)


def test_it_is_audited_without_its_name(cast):
    row, _ = made(cast.alma, name="Hemmeligt formål")
    row.end()
    acts = AuditEvent.select().where(AuditEvent.on == cast.alma.id)
    told = [(act.what, act.detail) for act in acts.order_by(AuditEvent.id)][-2:]
    assert told == [(EventType.token_made, "read"), (EventType.token_ended, "read")]


# Pages


def test_the_secret_is_shown_once(app, cast, visit):
    browser = visit(cast.alma)
    page = browser.post(
        "/me/tokens", data={"name": "Kalender", "scopes": ["calendar"], "days": "90"}
    )
    assert page.status_code == 200 and "forsoeg_" in page.text
    secret = page.text.partition('id="secret" value="')[2].partition('"')[0]
    assert f"/feeds/{secret}/days.ics" in page.text
    assert AccessToken.by_secret(secret, now()).chosen_scopes() == [Scope.calendar]
    again = browser.get("/me/tokens").text
    assert "Kalender" in again and secret not in again


def test_one_is_ended_by_its_owner_alone(app, cast, visit):
    row, secret = made(cast.alma)
    path = f"/me/tokens/{row.public_id}/end"
    assert visit(cast.bo).post(path).status_code == 404
    assert AccessToken.by_secret(secret, PRESENT)
    assert visit(cast.alma).post(path).status_code == 303
    assert AccessToken.by_secret(secret, PRESENT) is None


def test_right_that_was_not_offered_is_not_given(app, cast, visit):
    sent = {"name": "x", "scopes": ["admin-people", "nonsense"], "days": "90"}
    assert visit(cast.alma).post("/me/tokens", data=sent).status_code == 422
    assert not AccessToken.select().exists()


def test_a_service_is_made_and_ended_by_administrators(app, cast, visit):
    browser = visit(cast.ada)
    sent = {"name": "Intranet", "scopes": ["read", "feeds"], "days": "365"}
    page = browser.post("/admin/tokens", data=sent)
    assert "lessons.atom" in page.text
    row = AccessToken.get()
    assert row.is_service
    assert visit(cast.ada).post(f"/me/tokens/{row.public_id}/end").status_code == 404
    browser.post(f"/admin/tokens/{row.public_id}/end")
    assert not AccessToken.select().exists()


# Letting programs in


def test_a_session_opens_nothing_to_programs(app, cast, visit):
    for path in ("/api/v1/experiments", "/api/v1/lessons"):
        answer = visit(cast.alma).get(path)
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")
        assert answer.content_type == "application/problem+json"


def test_a_token_opens_no_page(app, cast):
    program = Program(app, cast.alma)
    answer = program.client.get("/me", headers=program.headers)
    assert answer.status_code == 302 and "/login" in answer.location


def test_a_scope_opens_nothing_else(app, cast):
    reader = Program(app, cast.alma, Scope.read)
    assert reader.get("/experiments").status_code == 200
    refused = reader.post("/experiments", {"title": "x"})
    assert refused.status_code == 403
    assert 'scope="log"' in refused.headers["WWW-Authenticate"]
    feed = Program(app, cast.alma, Scope.feeds)
    assert feed.get("/experiments").status_code == 403
    assert feed.ask("tools/list").status_code == 403


def test_calls_are_counted(app, cast, monkeypatch):
    monkeypatch.setattr("tracker.tokens.bearer.CALLS", 3)
    program = Program(app, cast.alma)
    left = [
        program.get("/experiments").headers["RateLimit-Remaining"] for _ in range(3)
    ]
    assert left == ["2", "1", "0"]
    refused = program.get("/experiments")
    assert refused.status_code == 429 and int(refused.headers["Retry-After"]) > 0
    assert refused.content_type == "application/problem+json"
