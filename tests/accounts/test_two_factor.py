"""A code beside the password; showing once more who one is; and what each sees of what
happened at the own door.
"""

from __future__ import annotations

import datetime as dt
import re

import pyotp
import pytest

from tests.accounts.enrolment import begun_on, code_of, key_on
from tests.cast import PASSWORD
from tests.examples import for_each_case
from tracker.accounts.models import (
    LoginEvent,
    LoginEventKind,
    Person,
    RecoveryCode,
    Role,
    SecondFactor,
    Session,
)
from tracker.accounts.models.one_time_link import token_digest
from tracker.accounts.models.second_factor import STEP
from tracker.core.validation import ValidationFailed
from tracker.jobs.models import Job
from tracker.jobs.worker import run_due
from tracker.web import clock

# Pages are drawn alike from either
pytestmark = pytest.mark.sqlite_by_default

KEY = "for tests only, and long enough for that"


@pytest.fixture
def alma(cast, app):
    cast.alma.set_password(PASSWORD)
    return cast.alma


@pytest.fixture
def guarded(alma):
    """Alma, with an app on her phone, and her recovery codes."""
    factor = SecondFactor.begin(alma)
    codes = factor.confirm(shown(factor, back=1), key=KEY, at=clock.now())
    return alma, factor, codes


def shown(factor: SecondFactor, back: int = 0) -> str:
    """What the app shows, or showed so many half minutes ago."""
    return pyotp.TOTP(factor.secret(KEY)).generate_otp(
        int(clock.now().timestamp()) // STEP - back
    )


def entering(browser, password=PASSWORD, **form):
    return browser.post(
        "/login", data={"email": "alma.holm@example.org", "password": password, **form}
    )


def test_set_up_with_the_picture_and_a_first_code(visit, alma):
    browser = visit(alma)
    page = browser.get("/me/second-factor").text
    assert "data:image/svg+xml" in page
    begun = begun_on(page)
    key = key_on(page)
    assert (
        browser.post(
            "/me/second-factor", data={"begun": begun, "code": "000000"}
        ).status_code
        == 422
    )
    assert SecondFactor.of(alma) is None
    done = browser.post(
        "/me/second-factor", data={"begun": begun, "code": code_of(key)}
    ).text
    codes = re.findall(r"<code>(\w{4}(?:-\w{4}){6})</code>", done)
    assert (
        len(set(codes)) == 10 == RecoveryCode.select().count()
        and SecondFactor.of(alma).secret(KEY) == key
    )
    assert key not in browser.get("/me/second-factor").text


def test_the_password_alone_opens_nothing(visit, guarded):
    browser = visit()
    answer = entering(browser)
    assert answer.location == "/login/code" and Session.select().count() == 0
    assert browser.get("/me").location.startswith("/login")
    assert browser.post("/login/code", data={"code": "000000"}).status_code == 422
    assert browser.post("/login/code", data={"code": shown(guarded[1])}).location == "/"
    assert browser.get("/me").status_code == 200


def test_a_code_is_taken_once(visit, guarded):
    code = shown(guarded[1])
    for taken in (True, False):
        browser = visit()
        entering(browser)
        assert (
            browser.post("/login/code", data={"code": code}).status_code == 303
        ) is taken


def test_a_recovery_code_is_taken_once(visit, guarded):
    for taken in (True, False):
        browser = visit()
        entering(browser)
        assert (
            browser.post(
                "/login/code", data={"code": guarded[2][3].upper()}
            ).status_code
            == 303
        ) is taken
    assert RecoveryCode.select().count() == 9


def test_a_recovery_code_opens_no_other_account(visit, cast, guarded):
    theirs = RecoveryCode.renew(cast.bo)
    browser = visit()
    entering(browser)
    assert browser.post("/login/code", data={"code": theirs[0]}).status_code == 422
    assert RecoveryCode.select().count() == 20


def test_codes_cannot_be_guessed_through(visit, guarded):
    browser = visit()
    entering(browser)
    answers = [
        browser.post("/login/code", data={"code": f"{n:06}"}).status_code
        for n in range(7)
    ]
    assert answers == [422] * 5 + [429] * 2


def test_the_first_code_cannot_be_guessed_through_either(visit, alma):
    browser = visit(alma)
    begun = begun_on(browser.get("/me/second-factor").text)
    answers = [
        browser.post(
            "/me/second-factor", data={"begun": begun, "code": f"{n:06}"}
        ).status_code
        for n in range(6)
    ]
    assert answers == [422] * 5 + [429]


def test_digits_of_other_scripts_are_no_code_and_no_trouble(visit, guarded):
    browser = visit()
    entering(browser)
    for typed in (
        "\u0661\u0662\u0663\u0664\u0665\u0666",
        "\ufeff123456",
        "\uff11\uff12\uff13\uff14\uff15\uff16",
    ):
        assert browser.post("/login/code", data={"code": typed}).status_code == 422


def test_half_way_in_ends_with_five_minutes_or_a_new_password(
    visit, guarded, monkeypatch
):
    late = visit()
    changed = visit()
    entering(late), entering(changed)
    now = clock.now()
    monkeypatch.setattr(
        "tracker.accounts.sessions.now", lambda: now + dt.timedelta(minutes=6)
    )
    assert late.get("/login/code").location == "/login"
    monkeypatch.undo()
    guarded[0].set_password("en anden hund spiser sne")
    assert changed.get("/login/code").location == "/login"
    entering(closed := visit(), "en anden hund spiser sne")
    assert closed.get("/login/code").status_code == 200
    guarded[0].disable(now)
    assert closed.get("/login/code").location == "/login"


def test_a_copy_of_the_database_makes_no_code(guarded):
    factor = guarded[1]
    assert factor.secret(KEY) != factor.secret("another key, of another installation")
    assert factor.secret(KEY) not in repr(list(SecondFactor.select().dicts()))
    stored = {code.code_hash for code in RecoveryCode.select()}
    assert not stored & set(guarded[2])


def test_a_role_that_asks_for_a_code_is_not_taken_up_without_one(visit, cast):
    SecondFactor.require_of([Role.admin])
    browser = visit(cast.alma)
    cast.alma.change_role(Role.leader)
    assert browser.get("/me").status_code == 200
    cast.alma.change_role(Role.admin)
    assert browser.get("/admin/people").location.startswith("/login")


def test_a_clock_half_a_minute_off_is_fine_and_more_is_not(guarded):
    _, factor, _ = guarded
    at = dt.datetime(2030, 1, 1, 12, 0, 10, tzinfo=dt.UTC)
    app = pyotp.TOTP(factor.secret(KEY))
    now = int(at.timestamp()) // STEP
    assert not factor.check_code(app.generate_otp(now - 2), key=KEY, at=at)
    assert not factor.check_code(app.generate_otp(now + 2), key=KEY, at=at)
    assert factor.check_code(
        app.generate_otp(now - 1), key=KEY, at=at
    ) and factor.check_code(app.generate_otp(now + 1), key=KEY, at=at)
    # Older than one that was taken
    assert not factor.check_code(app.generate_otp(now), key=KEY, at=at)


def test_an_administrator_lets_somebody_in_who_lost_everything(visit, cast, guarded):
    assert (
        visit(cast.ada)
        .post(f"/admin/people/{cast.alma.id}/second-factor/end")
        .status_code
        == 303
    )
    assert entering(visit()).location == "/" and RecoveryCode.select().count() == 0
    assert Job.get(Job.kind == "account_changed").payload["what"] == "second_factor_off"


@for_each_case("url", ["/admin/people/{id}", "/me/second-factor"])
def test_a_dangerous_page_asks_who_it_is_after_a_while(visit, cast, url):
    cast.ada.set_password(PASSWORD)
    url = url.format(id=cast.alma.id)
    browser = visit(cast.ada)
    assert browser.get(url).status_code == 200
    Session.update(proved_at=clock.now() - dt.timedelta(minutes=11)).execute()
    answer = browser.get(url)
    assert answer.location.startswith("/me/proof?next=")
    assert (
        browser.post(answer.location, data={"password": "noget helt andet"}).status_code
        == 422
    )
    assert browser.post(answer.location, data={"password": PASSWORD}).location == url
    assert browser.get(url).status_code == 200


def test_a_dangerous_act_is_not_taken_from_somebody_who_was_let_in_long_ago(
    visit, cast
):
    browser = visit(cast.ada)
    Session.update(proved_at=clock.now() - dt.timedelta(minutes=61)).execute()
    form = {"email": cast.alma.email, "role": "admin", "unit": cast.alma.unit_id}
    for url in (
        f"/admin/people/{cast.alma.id}",
        f"/admin/people/{cast.alma.id}/disabling",
        f"/admin/people/{cast.alma.id}/link",
    ):
        assert "/me/proof" in browser.post(url, data=form).location
    assert cast.alma.reload().role is Role.employee and cast.alma.reload().is_active


def test_each_sees_what_happened_at_the_own_door(visit, app, cast, alma):
    entering(visit(), password="forkert forkert")
    entering(visit(), password="forkert igen")
    entering(visit())
    with app.app_context():
        from tracker.app import HANDLERS

        run_due(
            {"wrong_password": HANDLERS["wrong_password"], "tell": lambda job: None},
            clock.now,
        )
    assert [entry.way for entry in LoginEvent.select().order_by(LoginEvent.id)].count(
        LoginEventKind.wrong_password
    ) == 2
    page = visit(alma).get("/me/sessions").text
    assert (
        page.count("A wrong password was tried") == 2
        and "Signed in with the password" in page
    )
    assert "A wrong password" not in visit(cast.carla).get("/me/sessions").text


def test_the_same_is_written_for_an_address_that_nobody_has(visit, alma):
    entering(visit(), password="forkert forkert")
    visit().post(
        "/login", data={"email": "nobody@example.org", "password": "forkert forkert"}
    )
    known, unknown = Job.select().where(Job.kind == "wrong_password")
    assert set(known.payload) == set(unknown.payload)


def test_a_changed_password_is_told_by_mail(visit, alma):
    visit(alma).post(
        "/me/password",
        data={"current": PASSWORD, "password": "en anden hund spiser sne"},
    )
    assert Job.get(Job.kind == "account_changed").payload == {
        "person": alma.id,
        "what": "password",
    }


def test_another_role_and_address_are_told_where_the_person_was(visit, cast):
    form = {"email": "alma@example.org", "role": "leader", "unit": cast.alma.unit_id}
    visit(cast.ada).post(f"/admin/people/{cast.alma.id}", data=form)
    told = [
        job.payload
        for job in Job.select().where(Job.kind == "account_changed").order_by(Job.id)
    ]
    assert [(t["what"], t["to"]) for t in told] == [
        ("email", "alma.holm@example.org"),
        ("role", "alma.holm@example.org"),
    ]


def test_of_twenty_who_use_one_recovery_code_one_comes_in(guarded):
    codes = guarded[2]
    person = Person.get_by_id(guarded[0].id)
    assert [RecoveryCode.use(person, codes[0]) for _ in range(20)].count(True) == 1
    with pytest.raises(ValidationFailed):
        from tracker.accounts.models import check_code

        check_code(person, codes[0], key=KEY, at=clock.now())


def test_recovery_codes_have_more_chance_than_anybody_can_search_and_those_of_before_still_open(
    visit, guarded
):
    alma, _, codes = guarded
    letters = [code.replace("-", "") for code in codes]
    assert (
        all(
            len(code) * 5 >= 128 and re.fullmatch(r"[a-z2-7]+", code)
            for code in letters
        )
        and max(map(len, codes)) <= 40
    )
    RecoveryCode.create(person=alma, code_hash=token_digest("abcdefghijklmnop"))
    entering(browser := visit())
    assert (
        browser.post("/login/code", data={"code": "ABCD-EFGH-IJKL-MNOP"}).status_code
        == 303
    )


def cookies_of(browser) -> dict:
    return {cookie.key: cookie.value for cookie in browser._cookies.values()}


@for_each_case("remember", ["", "1"])
def test_showing_again_who_one_is_renews_the_token(visit, app, alma, remember):
    """A copy of the cookies from before opens nothing; the browser itself, and what it
    had open, go on.
    """
    entering(browser := visit(), remember=remember)
    before = Session.get().token_hash
    copied = cookies_of(browser)
    Session.update(proved_at=clock.now() - dt.timedelta(hours=2)).execute()
    assert (
        browser.post(
            "/me/proof?next=/me", data={"password": "forkert forkert"}
        ).status_code
        == 422
    )
    assert Session.get().token_hash == before, "only who it is renews it"
    assert (
        browser.post("/me/proof?next=/me", data={"password": PASSWORD}).location
        == "/me"
    )
    assert Session.select().count() == 1 and Session.get().token_hash != before
    assert browser.get("/me").status_code == 200
    thief = app.test_client()
    for name, value in copied.items():
        thief.set_cookie(name, value)
    assert thief.get("/me").location.startswith("/login")
    browser.delete_cookie("forsoeg")
    assert (browser.get("/me").status_code == 200) is bool(remember), (
        "what stays signed in on this device has the new one, too"
    )


def test_an_older_request_does_not_bring_the_old_token_back(cast):
    """Noting that a session was used writes nothing else of it."""
    session, token = Session.open(cast.alma, at=clock.now() - dt.timedelta(hours=1))
    read_before = Session.by_token(token, clock.now())
    renewed = session.prove(clock.now())
    read_before.touch(clock.now())
    assert Session.by_token(token, clock.now()) is None and Session.by_token(
        renewed, clock.now()
    )


def test_whoever_was_let_in_long_ago_ends_no_sessions(visit, alma):
    other = visit(alma)
    browser = visit(alma)
    Session.update(proved_at=clock.now() - dt.timedelta(minutes=61)).execute()
    id = Session.select().order_by(Session.id).get().id
    for url in (f"/me/sessions/{id}/end", "/me/sessions/end"):
        answer = browser.post(url, data={"back": "/me/sessions"})
        assert answer.location == "/me/proof?next=/me/sessions"
    assert other.get("/me").status_code == 200
    browser.post(answer.location, data={"password": PASSWORD})
    assert browser.post(url).location == "/me/sessions" and other.get(
        "/me"
    ).location.startswith("/login")


def test_an_administrator_signs_somebody_out_and_the_account_stays_open(
    visit, cast, alma
):
    theirs = visit(alma)
    ada = visit(cast.ada)
    answer = ada.post(f"/admin/people/{alma.id}/sessions/end", follow_redirects=True)
    assert "Alma Holm is signed out everywhere." in answer.text
    assert (
        theirs.get("/me").location.startswith("/login")
        and entering(theirs).location == "/"
    )
    assert Job.get(Job.kind == "account_changed").payload["what"] == "sessions"
    assert (
        ada.post(f"/admin/people/{cast.ada.id}/sessions/end").status_code == 303
        and ada.get("/me").status_code == 200
    )


def required_of(visit, cast, *roles):
    return visit(cast.ada).post(
        "/admin/settings", data={"dashboard": "everyone", "second_factor": list(roles)}
    )


def test_a_role_can_be_asked_for_it(visit, cast, alma):
    before = visit(alma)
    assert required_of(visit, cast, "employee", "leader").status_code == 303
    assert before.get("/me").location.startswith("/login")
    browser = visit()
    assert entering(browser).location == "/login/second-factor"
    assert (
        browser.get("/me").location.startswith("/login")
        and "asks for it" in browser.get("/login/second-factor").text
    )
    page = browser.get("/login/second-factor").text
    page = browser.post(
        "/login/second-factor",
        data={"begun": begun_on(page), "code": code_of(key_on(page))},
    ).text
    assert page.count("<code>") == 10 and browser.get("/me").status_code == 200
    assert "/me/second-factor" in browser.post(
        "/me/second-factor/end"
    ).location and SecondFactor.of(alma)


def test_whoever_has_another_role_comes_in_as_before(visit, cast, alma):
    required_of(visit, cast, "admin")
    assert entering(visit()).location == "/"
    required_of(visit, cast)
    assert not SecondFactor.is_required_of(cast.ada)
