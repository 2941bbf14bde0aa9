"""Passwords: forgotten, changed, and what one costs to guess."""

from __future__ import annotations

import datetime as dt
import threading
import unicodedata

import peewee
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.accounts.test_registration import delivered, link  # noqa: F401
from tests.cast import NOW, PASSWORD
from tests.examples import for_each_case
from tracker import db
from tracker.accounts import passwords, rate_limits
from tracker.accounts.models import (
    OneTimeLink,
    Person,
    Purpose,
    Session,
    TokenBucket,
    login_mixin,
)
from tracker.accounts.models import person as people
from tracker.accounts.models.one_time_link import LIFETIMES
from tracker.jobs.models import Job
from tracker.web.clock import now

# Pages are drawn alike from either
pytestmark = pytest.mark.sqlite_by_default

NEW = "otte blå heste i regnvejr"
MINUTE = dt.timedelta(minutes=1)


def ask(browser, email):
    return browser.post("/password/forgot", data={"email": email})


def test_asking_does_the_same_work_for_known_and_unknown(
    visit,
    cast,
    delivered,
    queries,
):
    told = []
    for email in (cast.alma.email, "nobody.here@example.org", cast.dan.email):
        with queries() as sent:
            answer = ask(visit(), email)
        told.append((answer.status_code, answer.location, answer.text, len(sent)))
    assert len(set(told)) == 1
    assert not OneTimeLink.select().exists(), (
        "looked up by the worker, not by the request"
    )
    (mail,) = delivered()
    assert mail.startswith(f"{cast.alma.email}\nA new password for Forsøg\nHello,")
    path = link(mail)
    token = path.rpartition("/")[2]
    assert token not in str(list(OneTimeLink.select().dicts())) + str(
        list(Job.select().dicts())
    ), "only its hash is kept"
    assert (
        visit()
        .post(path, data={"password": NEW, "email": cast.ada.email, "id": cast.ada.id})
        .location
        == "/login"
    )
    assert cast.alma.reload().has_password(NEW)
    assert visit().post(path, data={"password": PASSWORD}).status_code == 404


def asked_for(email: str) -> int:
    return len(
        [
            job
            for job in Job.select()
            if job.kind == "forgotten" and job.payload["email"] == email
        ]
    )


def test_mails_to_one_person_are_few_and_nobody_can_tell(visit, cast):
    for email in ("nobody@example.org", cast.alma.email):
        assert {(answer := ask(visit(), email)).status_code for _ in range(6)} == {303}
        assert answer.location == "/password/forgot/sent" and asked_for(email) == 4


def test_who_asks_in_others_names_does_not_keep_them_out(visit, cast, delivered):
    """From many addresses, and more than once: the owner has a link that works, and is
    answered as ever.
    """
    for n in range(6):
        stranger = visit()
        stranger.environ_base["REMOTE_ADDR"] = f"198.51.100.{n}"
        assert ask(stranger, cast.alma.email).status_code == 303
    assert ask(visit(), cast.alma.email).status_code == 303
    mails = delivered()
    assert len(mails) == 4
    assert [visit().get(link(mail)).status_code for mail in mails] == [
        404,
        404,
        200,
        200,
    ], "the last two stay"
    assert visit().post(link(mails[2]), data={"password": NEW}).location == "/login"
    assert visit().get(link(mails[3])).status_code == 404, "the other one went with it"


def test_the_owners_own_browser_is_counted_apart(app, visit, cast):
    cast.alma.set_password(PASSWORD)
    browser = visit()
    browser.post("/login", data={"email": cast.alma.email, "password": PASSWORD})
    browser.post("/logout")
    with app.test_request_context(environ_base={"REMOTE_ADDR": "127.0.0.1"}):
        for n in range(30):
            rate_limits.take_mail_try("forgotten", f"nobody{n}@example.org")
    assert ask(visit(), "nobody@example.org").status_code == 429, (
        "this network asked for enough"
    )
    assert (
        ask(browser, cast.alma.email).status_code == 303
        and asked_for(cast.alma.email) == 1
    )
    assert ask(browser, cast.bo.email).status_code == 429, (
        "it is known for its owner alone"
    )


def test_at_every_moment_a_mail_is_due_or_the_last_ones_link_works(
    app, cast, monkeypatch, request
):
    """However often an account is asked for, and from wherever."""

    examples = 60 if request.config.getoption("--faults") else 3

    @settings(max_examples=examples, deadline=None, derandomize=True, database=None)
    @given(st.lists(st.integers(0, 900), min_size=6, max_size=15))
    def holds(gaps):
        TokenBucket.delete().execute()
        at = NOW
        last = None
        for n, gap in enumerate(gaps):
            at += dt.timedelta(seconds=gap)
            with monkeypatch.context() as patch:
                patch.setattr(rate_limits, "now", lambda at=at: at)
                with app.test_request_context(
                    "/", environ_base={"REMOTE_ADDR": f"192.0.2.{n}"}
                ):
                    due = rate_limits.take_mail_try("forgotten", cast.alma.email)
            last = at if due else last
            assert last and at - last < LIFETIMES[Purpose.reset] / 2 + dt.timedelta(
                seconds=1
            )

    holds()


def test_a_new_password_ends_every_session_and_link(visit, cast):
    browser = visit(cast.alma)
    invitation = OneTimeLink.issue(Purpose.invitation, at=now(), person=cast.alma)
    token = OneTimeLink.issue(Purpose.reset, at=now(), person=cast.alma)
    assert (
        visit().post(f"/password/reset/{token}", data={"password": NEW}).status_code
        == 303
    )
    assert browser.get("/me/settings").status_code == 302
    assert visit().get(f"/invitation/{invitation}").status_code == 404


def test_a_link_dies_after_ten_minutes_on_sign_in_and_on_change(visit, cast):
    token = OneTimeLink.issue(Purpose.reset, at=NOW, person=cast.alma)
    assert OneTimeLink.shown(token, Purpose.reset, at=NOW + 9 * MINUTE)
    assert OneTimeLink.shown(token, Purpose.reset, at=NOW + 10 * MINUTE) is None
    Session.open(cast.alma, at=NOW)
    assert OneTimeLink.shown(token, Purpose.reset, at=NOW) is None
    token = OneTimeLink.issue(Purpose.reset, at=NOW, person=cast.alma)
    cast.alma.set_password(PASSWORD)
    assert OneTimeLink.shown(token, Purpose.reset, at=NOW) is None
    token = OneTimeLink.issue(Purpose.reset, at=now(), person=cast.alma)
    between, newer = (
        OneTimeLink.issue(Purpose.reset, at=now(), person=cast.alma) for _ in range(2)
    )
    assert visit().get(f"/password/reset/{token}").status_code == 404, (
        "only the last two are kept"
    )
    assert visit().get(f"/password/reset/{between}").status_code == 200
    assert visit().get(f"/password/reset/{newer}").status_code == 200
    cast.alma.disable(now())
    assert visit().get(f"/password/reset/{newer}").status_code == 404
    overlooked = OneTimeLink.issue(Purpose.reset, at=now(), person=cast.alma)
    assert (
        visit()
        .post(f"/password/reset/{overlooked}", data={"password": NEW})
        .status_code
        == 404
    )


def test_a_weak_password_leaves_the_link_alive(visit, cast):
    token = OneTimeLink.issue(Purpose.reset, at=now(), person=cast.alma)
    answer = visit().post(
        f"/password/reset/{token}", data={"password": "alma holm alma"}
    )
    assert answer.status_code == 422 and "anybody would guess" in answer.text
    assert visit().get(f"/password/reset/{token}").status_code == 200


@pytest.mark.both_databases("accounts.models.login_mixin")
def test_a_link_used_many_times_at_once_works_once(committed, request):
    many = 20 if request.config.getoption("--faults") else 4
    with db.database.connection_context():
        token = OneTimeLink.issue(Purpose.reset, at=now(), person=committed.cast.alma)
    words = [f"hest nummer {n} spiser sne om natten" for n in range(many)]
    start = threading.Barrier(many)
    said = []

    def use(password):
        client = committed.test_client()
        start.wait()
        said.append(
            (
                client.post(
                    f"/password/reset/{token}", data={"password": password}
                ).status_code,
                password,
            )
        )

    threads = [threading.Thread(target=use, args=(password,)) for password in words]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    winners = [password for status, password in said if status == 303]
    assert len(said) == many and len(winners) == 1
    assert {status for status, _ in said} <= {303, 404, 422}
    with db.database.connection_context():
        assert Person.get_by_id(committed.cast.alma.id).has_password(winners[0])


def test_changing_asks_for_the_old_one_and_keeps_only_this_session(visit, cast):
    cast.alma.set_password(PASSWORD)
    browser = visit(cast.alma)
    other = visit(cast.alma)
    wrong = browser.post("/me/password", data={"current": "ikke den", "password": NEW})
    assert wrong.status_code == 422 and "This is not your password" in wrong.text
    weak = browser.post("/me/password", data={"current": PASSWORD, "password": "kort"})
    assert weak.status_code == 422 and PASSWORD not in weak.text
    done = browser.post(
        "/me/password",
        data={"current": PASSWORD, "password": NEW, "id": cast.ada.id, "role": "admin"},
    )
    assert done.status_code == 303
    assert browser.get("/me/settings").status_code == 200
    assert other.get("/me/settings").status_code == 302
    assert cast.alma.reload().has_password(NEW)


def test_guessing_the_old_one_from_an_open_browser_is_slowed_down(app, visit, cast):
    browser = visit(cast.alma)
    with app.test_request_context(environ_base={"REMOTE_ADDR": "127.0.0.1"}):
        for _ in range(9):
            rate_limits.take_try("password", cast.alma.email)
    said = [
        browser.post(
            "/me/password", data={"current": f"gæt {n}", "password": NEW}
        ).status_code
        for n in range(2)
    ]
    assert said == [422, 429]


def test_hashing_never_happens_inside_a_transaction(
    visit, cast, configured, monkeypatch
):
    """Inside the test's own transaction there is one level; a second would be the product's."""
    depths = []
    for name in ("hash_password", "password_matches"):
        plain = getattr(passwords, name)

        def watched(*args, plain=plain):
            depths.append(db.database.obj.transaction_depth())
            return plain(*args)

        for module in (passwords, people, login_mixin):
            if hasattr(module, name):
                monkeypatch.setattr(module, name, watched)
    base = db.database.obj.transaction_depth()
    token = OneTimeLink.issue(Purpose.reset, at=now(), person=cast.alma)
    visit().post(f"/password/reset/{token}", data={"password": PASSWORD})
    browser = visit(cast.alma.reload())
    browser.post("/me/password", data={"current": PASSWORD, "password": NEW})
    visit().post("/login", data={"email": cast.alma.email, "password": NEW})
    token = OneTimeLink.invite(at=now(), email="ny@example.org")
    visit().post(
        f"/invitation/{token}",
        data={"name": "Ny", "password": PASSWORD, "unit": cast.library.id},
    )
    form = {
        "name": "Ny",
        "password": PASSWORD,
        "unit": cast.library.id,
        "email": "to@example.org",
    }
    configured(registration="open").test_client().post("/register", data=form)
    assert len(depths) >= 6 and set(depths) == {base}


def test_a_hash_is_argon2id_and_costs_enough(quick_hashes):
    assert (
        quick_hashes.memory_cost,
        quick_hashes.time_cost,
        quick_hashes.type.name,
    ) == (
        19_456,
        2,
        "ID",
    )


def test_an_old_hash_is_renewed_on_sign_in(rows, cast, quick_hashes):
    cast.alma.set_password(PASSWORD)
    before = cast.alma.password_hash
    passwords._hasher, cheap = quick_hashes, passwords._hasher
    try:
        assert cast.alma.has_password(PASSWORD)
    finally:
        passwords._hasher = cheap
    assert (
        cast.alma.reload().password_hash != before
        and "m=19456" in cast.alma.reload().password_hash
    )


def test_an_å_is_the_same_from_every_keyboard(cast):
    cast.alma.set_password(unicodedata.normalize("NFC", NEW))
    assert cast.alma.has_password(unicodedata.normalize("NFD", NEW))


@for_each_case(
    "password",
    [
        "123456789012",
        "adgangskode2026",
        "alma.holm@example.org",
        "Borgerservice1",
        "velkommen1234",
        "Aldersø-2026!!",
        "aaaaaaaaaaaaaaaa",
        "sommer2026sommer",
    ],
)
def test_what_anybody_would_guess_is_refused(cast, password):
    assert passwords.password_problems(
        password, cast.alma.email, cast.alma.name, "Borgerservice"
    )


@for_each_case("password", [PASSWORD, NEW, "x7#Kq9!mZ2vT", "n" + "æøå 🐎" * 20])
def test_length_is_what_helps(password):
    assert not passwords.password_problems(
        password, "alma@example.org", "Alma Holm", "Borgerservice"
    )


def test_two_administrators_cannot_both_step_down(committed):
    with db.database.connection_context():
        ada = committed.cast.ada
        leif = committed.cast.leif
        leif.change_role(type(ada.role).admin)
    start = threading.Barrier(2)
    errors = []

    def step_down(id):
        with db.database.connection_context():
            person = Person.get_by_id(id)
            start.wait()
            try:
                person.change_role(type(person.role).employee)
            except Exception as error:
                errors.append(error)

    threads = [
        threading.Thread(target=step_down, args=(person.id,)) for person in (ada, leif)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [type(error).__name__ for error in errors] == ["ValidationFailed"]
    assert not any(isinstance(error, peewee.OperationalError) for error in errors)
