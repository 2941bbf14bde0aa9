"""Coming in: as REGISTRATION allows, by invitation, and as the very first."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest

from tests.cast import PASSWORD
from tests.examples import for_each_case
from tracker.accounts import passwords, rate_limits
from tracker.accounts.commands import first_admin_link
from tracker.accounts.emails import HANDLERS, greeting_name
from tracker.accounts.models import OneTimeLink, Person, Purpose, Role, Session, Unit
from tracker.jobs.models import Job
from tracker.jobs.worker import run_due
from tracker.web.clock import now

# Pages are drawn alike from either
pytestmark = pytest.mark.sqlite_by_default

SECRET = "tre grønne æbler på en mur"


@pytest.fixture
def delivered(app, store):
    """``delivered()``: what the worker sent by now, as texts, the newest last."""
    folder = store.data / "mails"

    def texts():
        with app.app_context():
            run_due(HANDLERS, now)
        mails = sorted(folder.glob("*.eml"), key=lambda path: path.stat().st_mtime_ns)
        found = [path.read_bytes() for path in mails]
        for path in mails:
            path.unlink()
        return [plain(mail) for mail in found]

    texts()
    yield texts
    Job.delete().execute()


def plain(mail: bytes) -> str:
    from email import policy
    from email.parser import BytesParser

    letter = BytesParser(policy=policy.default).parsebytes(mail)
    assert letter.get_body(("html",)).get_content().count("http") >= 2
    return f"{letter['To']}\n{letter['Subject']}\n{letter.get_body(('plain',)).get_content()}"


def link(mail: str) -> str:
    return re.search(r"http://127\.0\.0\.1:8000(/\S+)", mail).group(1)


def answers(cast, **more):
    return {
        "email": "ny.kollega@example.org",
        "name": "Ny Kollega",
        "unit": cast.library.id,
        "password": SECRET,
        **more,
    }


def asked_for() -> list[Job]:
    """What the worker was asked to write."""
    return list(Job.select().where(Job.kind.in_(list(HANDLERS))))


def browser(app):
    client = app.test_client()
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def test_closed_says_whom_to_ask(visit, cast):
    assert (
        "an administrator can send you an invitation" in visit().get("/register").text
    )
    visit().post("/register", data=answers(cast))
    assert Person.at_address("ny.kollega@example.org") is None
    assert not asked_for()


def test_open_makes_an_account_at_once_and_nothing_more_than_that(configured, cast):
    client = browser(configured(registration="open"))
    tricks = {
        "role": "admin",
        "version": "9",
        "id": cast.ada.id,
        "joined_at": "2001-01-01",
        "password_hash": "x",
        "locale": "fr",
    }
    assert client.post("/register", data=answers(cast, **tricks)).status_code == 303
    person = Person.at_address("ny.kollega@example.org")
    assert (person.role, person.unit, person.locale) == (
        Role.employee,
        cast.library,
        "en",
    )
    assert person.id != cast.ada.id and person.password_hash.startswith("$argon2id$")
    assert client.get("/me/settings").status_code == 200


def test_accounts_are_not_made_by_the_hundred(configured, cast, monkeypatch):
    bounds = rate_limits.BOUNDS["register"]
    monkeypatch.setitem(
        rate_limits.BOUNDS, "register", replace(bounds, address=(2, bounds.address[1]))
    )
    app = configured(registration="open")
    said = [
        browser(app)
        .post("/register", data=answers(cast, email=f"ny{n}@example.org"))
        .status_code
        for n in range(3)
    ]
    assert said == [303, 303, 429]


@for_each_case(
    ("wrong", "said"),
    [
        ({"email": "alma.holm@example.org"}, "already an account"),
        ({"email": "ikke en adresse"}, "does not look like a mail address"),
        ({"email": "a@b.dk,c@d.dk"}, "does not look like a mail address"),
        ({"password": "kort"}, "At least 12 characters"),
        ({"password": "Ny Kollega 2026"}, "first that anybody would guess"),
        ({"password": "x" * 129}, "At most 128 characters"),
        ({"unit": ""}, "Please choose one"),
        ({"unit": "999999"}, "Choose one of the units"),
        ({"name": "N" * 121}, "At most 120 characters"),
        ({"name": "\x00\x1f"}, "Please fill this in"),
    ],
)
def test_what_is_wrong_is_told_and_kept(configured, cast, wrong, said):
    answer = browser(configured(registration="open")).post(
        "/register", data=answers(cast, **wrong)
    )
    assert answer.status_code == 422 and said in answer.text
    assert wrong.get("name", "Ny Kollega")[:100].strip("\x00\x1f") in answer.text
    assert SECRET not in answer.text, "a password is never sent back"


def test_mail_domains_answer_alike_and_the_mail_tells_the_difference(
    configured, cast, delivered
):
    client = browser(configured(registration="example.org,alderso.dk"))
    assert not {'name="password"', 'name="name"', 'name="unit"'} & set(
        re.findall(r'name="\w+"', client.get("/register").text)
    )
    new, known = (
        client.post("/register", data=answers(cast, email=e))
        for e in ("ny@alderso.dk", "Alma.Holm@example.org")
    )
    assert (new.status_code, new.location, new.text) == (
        known.status_code,
        known.location,
        known.text,
    )
    assert Person.at_address("ny@alderso.dk") is None
    assert [set(job.payload) for job in asked_for()] == [{"email", "locale"}] * 2, (
        "nothing else that was typed"
    )
    first, second = delivered()
    assert (
        first.startswith("ny@alderso.dk\nYour account at Forsøg")
        and "/register/" in first
    )
    assert second.startswith("alma.holm@example.org\nYou already have an account")
    assert client.get(link(first)).status_code == 200
    assert Person.at_address("ny@alderso.dk") is None, (
        "opening the link confirms nothing; the click does"
    )
    assert (
        client.post(link(first), data={"role": "admin", "email": "x@y.dk"}).status_code
        == 422
    ), "name, unit and password"
    chosen = answers(cast, email="x@y.dk", role="admin", title="Direktør")
    assert client.post(link(first), data=chosen).location == "/"
    person = Person.at_address("ny@alderso.dk")
    assert (person.name, person.unit, person.role) == (
        "Ny Kollega",
        cast.library,
        Role.employee,
    )
    assert person.has_password(SECRET)
    assert client.get(link(first)).status_code == 404, "once"


def test_whoever_registers_an_address_first_chooses_nothing_for_its_owner(
    configured, cast, delivered
):
    """Not the password, not the name, not the unit; nor a word of the mail that the owner gets."""
    client = browser(configured(registration="alderso.dk"))
    theirs = answers(
        cast,
        email="offer@alderso.dk",
        name="Vind en iPhone på http://evil.example",
        password="angriberens egne ord",
    )
    client.post("/register", data=theirs)
    (mail,) = delivered()
    assert "evil" not in mail and "iPhone" not in mail
    page = client.get(link(mail)).text
    assert "evil" not in page and 'name="password"' in page
    mine = answers(cast, name="Offer Hansen", password="ejerens helt egne ord her")
    assert browser(client.application).post(link(mail), data=mine).location == "/"
    owner = Person.at_address("offer@alderso.dk")
    assert (
        owner.name == "Offer Hansen"
        and owner.has_password("ejerens helt egne ord her")
        and not owner.has_password(theirs["password"])
    )


def test_a_link_of_before_lets_no_strangers_password_in(visit, cast):
    carries = {
        "name": "Vind en iPhone",
        "unit": cast.library.id,
        "password_hash": passwords.hash_password("angriberens egne ord"),
    }
    token = OneTimeLink.issue(
        Purpose.registration, at=now(), email="offer@alderso.dk", carries=carries
    )
    assert "iPhone" not in visit().get(f"/register/{token}").text
    assert visit().post(f"/register/{token}").status_code == 422
    assert visit().post(f"/register/{token}", data=answers(cast)).location == "/"
    assert not Person.at_address("offer@alderso.dk").has_password(
        "angriberens egne ord"
    )


def test_registrations_mail_one_address_a_few_times_and_never_void_the_last_link(
    configured, cast, delivered
):
    app = configured(registration="alderso.dk")
    for n in range(10):
        client = browser(app)
        client.environ_base["REMOTE_ADDR"] = f"198.51.100.{n}"
        assert (
            client.post("/register", data={"email": "ny@alderso.dk"}).location
            == "/register/sent"
        )
    mails = delivered()
    assert [browser(app).get(link(mail)).status_code for mail in mails] == [
        404,
        404,
        200,
        200,
    ]
    assert browser(app).post(link(mails[2]), data=answers(cast)).location == "/"
    assert (
        browser(app).get(link(mails[3])).status_code == 404
        and not OneTimeLink.select().exists()
    )


@for_each_case("kind", ["forgotten", "registration", "account_changed"])
def test_no_mail_about_an_account_carries_what_its_holder_typed(
    cast, kind, delivered, visit
):
    """An account may have been made with an address that is somebody else's
    (`REGISTRATION=open`).
    """
    cast.alma.update_profile(
        name="Vind på http://evil.example",
        title="http://evil.example",
        about="http://evil.example",
    )
    Job.enqueue(
        kind,
        at=now(),
        email=cast.alma.email,
        locale="da",
        person=cast.alma.id,
        what="password",
    )
    (mail,) = delivered()
    assert "evil" not in mail and mail.startswith(cast.alma.email)


@for_each_case(
    "letter", ["readiness/mail_reminder.txt", "notifications/mail_weekly.txt"]
)
def test_where_no_address_is_verified_no_mail_greets_by_name(
    app, configured, cast, letter
):
    for where, greeting in (
        (app, "Dear Alma Holm,"),
        (configured(registration="open"), "Hello,"),
    ):
        with where.test_request_context(headers={"Accept-Language": "en"}):
            first = where.jinja_env.from_string(beginning(where, letter))
            assert first.render(name=greeting_name(cast.alma)) == greeting


def beginning(app, letter: str) -> str:
    """The first line of a mail's template."""
    return app.jinja_env.loader.get_source(app.jinja_env, letter)[0].splitlines()[0]


def test_other_domains_stay_outside(configured, cast):
    client = browser(configured(registration="alderso.dk"))
    for email in (
        "ny@example.org",
        "ny@alderso.dk.example.org",
        "ny@evil-alderso.dk",
        "ny@alderso.dk@example.org",
    ):
        answer = client.post("/register", data=answers(cast, email=email))
        assert answer.status_code == 422
        assert (
            "ends in @alderso.dk" in answer.text
            or "does not look like a mail address" in answer.text
        )
    assert not asked_for()


def test_without_a_mail_server_the_page_says_whom_to_ask(configured, visit):
    assert "No mail server is set up" in visit().get("/register/sent").text
    sent = (
        browser(configured(mail_url="smtp://mail.example.org"))
        .get("/register/sent")
        .text
    )
    assert "We have sent you a mail" in sent


def test_an_invitation_without_a_mail_server_is_a_link_to_hand_over(visit, cast):
    ada = visit(cast.ada)
    form = {
        "email": "ny@example.org",
        "role": "facilitator",
        "unit": cast.service.id,
        "name": "",
    }
    page = ada.post("/admin/people/invite", data=form, follow_redirects=True).text
    path = "/invitation/" + page.split("/invitation/")[1].split('"')[0]
    assert "ny@example.org" in ada.get("/admin/people").text
    guest = visit()
    tricks = {
        "email": "x@y.dk",
        "role": "admin",
        "unit": cast.library.id,
        "title": "Direktør",
        "version": "7",
    }
    assert "Borgerservice" in guest.get(path).text
    assert (
        guest.post(path, data={"name": "Ny", "password": SECRET, **tricks}).location
        == "/"
    )
    person = Person.at_address("ny@example.org")
    assert (person.role, person.unit, person.title) == (
        Role.facilitator,
        cast.service,
        "",
    )
    assert guest.get("/me/settings").status_code == 200
    assert visit().get(path).status_code == 404


def test_an_invitation_without_a_unit_lets_choose(visit, cast):
    token = OneTimeLink.invite(at=now(), email="ny@example.org", name="Ny Kollega")
    answer = visit().post(
        f"/invitation/{token}", data={"name": "Ny Kollega", "password": SECRET}
    )
    assert answer.status_code == 422 and 'name="unit"' in answer.text
    chosen = {"name": "Ny Kollega", "password": SECRET, "unit": cast.library.id}
    assert visit().post(f"/invitation/{token}", data=chosen).location == "/"
    assert Person.at_address("ny@example.org").unit == cast.library


def test_an_invitation_by_mail(configured, cast, delivered):
    client = cast.browser(configured(mail_url="smtp://mail.example.org"), cast.ada)
    form = {"email": "ny@example.org", "role": "employee", "unit": "", "name": "Ny"}
    assert (
        "is on its way"
        in client.post("/admin/people/invite", data=form, follow_redirects=True).text
    )
    assert not OneTimeLink.select().exists(), (
        "the link is made by the worker, and lies nowhere before"
    )
    (mail,) = delivered()
    assert mail.startswith("ny@example.org\nYou are invited to Forsøg\nDear Ny,")
    assert client.get(link(mail)).status_code == 200


def test_an_invitation_is_withdrawn(visit, cast):
    token = OneTimeLink.invite(at=now(), email="ny@example.org")
    one_time_link = OneTimeLink.get()
    ada = visit(cast.ada)
    OneTimeLink.issue(Purpose.reset, at=now(), person=cast.alma)
    reset = OneTimeLink.get(OneTimeLink.purpose == Purpose.reset)
    assert (
        ada.post(f"/admin/people/invitations/{reset.id}/withdrawal").status_code == 404
    )
    assert (
        ada.post(f"/admin/people/invitations/{one_time_link.id}/withdrawal").status_code
        == 303
    )
    assert visit().get(f"/invitation/{token}").status_code == 404


def test_whoever_has_an_account_is_not_invited(visit, cast):
    form = {"email": "ALMA.HOLM@example.org", "role": "admin", "unit": "", "name": ""}
    answer = visit(cast.ada).post("/admin/people/invite", data=form)
    assert answer.status_code == 422 and "already an account" in answer.text
    assert not OneTimeLink.select().exists()


LIST = """Mail;Navn;Enhed;Rolle
ny@example.org;Ny Kollega;Kulturhuset;medarbejder
alma.holm@example.org;Alma;;
ikke en adresse;X;;
ny@example.org;Igen;;
leder@example.org;"Lise ""Leder"", ph.d.";Bibliotek;Leder
chef@example.org;Chef;;direktør
"""


def test_a_list_is_looked_at_first_and_then_becomes_invitations(visit, cast, delivered):
    import io

    ada = visit(cast.ada)
    upload = {"file": (io.BytesIO(LIST.encode("latin-1")), "folk.csv")}
    page = ada.post(
        "/admin/people/import", data=upload, content_type="multipart/form-data"
    ).text
    assert "2 people can be invited" in page and "4 rows have to be mended" in page
    for said in (
        "Line 3",
        "already an account",
        "does not look like",
        "twice in the list",
        "no role called direktør",
        "(new)",
    ):
        assert said in page, said
    assert (
        not asked_for() and not Unit.select().where(Unit.name == "Kulturhuset").exists()
    )
    from html import unescape

    text = unescape(re.search(r'name="text" value="([^"]*)"', page, re.S).group(1))
    assert (
        ada.post("/admin/people/import", data={"text": text, "invite": "1"}).status_code
        == 303
    )
    mails = delivered()
    assert [mail.split("\n")[0] for mail in mails] == [
        "ny@example.org",
        "leder@example.org",
    ]
    leader = OneTimeLink.get(OneTimeLink.email == "leder@example.org")
    assert (leader.role, leader.unit, leader.payload["name"]) == (
        Role.leader,
        cast.library,
        'Lise "Leder", ph.d.',
    )


@for_each_case(
    "content", ["", "navn\nBo", "%PDF-1.7 x", "\x00\x01\x02", "email", '{"email": 1}']
)
def test_what_is_no_list_of_people_is_told(visit, cast, content):
    answer = visit(cast.ada).post("/admin/people/import", data={"text": content})
    assert answer.status_code == 422
    assert "to correct" in answer.text


def test_the_first_administrator_comes_by_a_link_while_there_is_nobody(
    app, rows, visit
):
    Session.delete().execute()
    everybody_leaves()
    with app.app_context():
        old, url = (first_admin_link(now()) for _ in range(2))
    path = url.removeprefix("http://127.0.0.1:8000")
    guest = browser(app)
    assert guest.get(old.removeprefix("http://127.0.0.1:8000")).status_code == 404, (
        "a newer link voids it"
    )
    form = {
        "email": "chef@example.org",
        "name": "Chef",
        "unit": "Kommunikation",
        "password": SECRET,
    }
    weak = guest.post(path, data=form | {"password": "kommunikation"})
    assert (
        weak.status_code == 422
        and not Unit.select().where(Unit.name == "Kommunikation").exists()
    )
    assert (
        guest.post(path, data=form | {"role": "employee"}).location == "/admin/people"
    )
    chef = Person.get()
    assert (chef.role, chef.unit.name, chef.has_password(SECRET)) == (
        Role.admin,
        "Kommunikation",
        True,
    )
    assert guest.get("/admin/people").status_code == 200
    with app.app_context():
        assert first_admin_link(now()) is None


def everybody_leaves():
    from tracker.schema import MODELS

    for noun in reversed(MODELS):
        if noun._meta.table_name not in ("platform", "metric", "unit", "audit_event"):
            noun.delete().execute()


def test_a_link_for_the_first_is_dead_once_somebody_is_there(visit, cast):
    token = OneTimeLink.issue(Purpose.first_admin, at=now())
    assert visit().get(f"/welcome/{token}").status_code == 404


def test_links_run_out_and_open_only_their_own_page(visit, cast):
    token = OneTimeLink.invite(at=now() - dt.timedelta(days=15), email="ny@example.org")
    assert visit().get(f"/invitation/{token}").status_code == 404
    assert OneTimeLink.sweep(now()) == 1
    token = OneTimeLink.invite(at=now(), email="ny@example.org")
    for page in ("password/reset", "welcome", "register"):
        assert visit().get(f"/{page}/{token}").status_code == 404
    assert visit().get("/invitation/%00").status_code == 404


def test_somebody_added_without_a_password_comes_in_by_a_link(visit, cast):
    token = OneTimeLink.enter(cast.alma, now())
    guest = visit()
    assert (
        guest.post(
            f"/invitation/{token}",
            data={"password": PASSWORD, "name": "Anden", "email": "x@y.dk"},
        ).location
        == "/"
    )
    alma = cast.alma.reload()
    assert alma.has_password(PASSWORD) and alma.name == "Alma Holm"
    assert guest.get("/me/settings").status_code == 200
