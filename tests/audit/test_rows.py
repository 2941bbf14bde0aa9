"""Which acts leave a row: every one that only an administrator may do, refused pages,
tries that failed, and names.
"""

from __future__ import annotations

import io

import pytest

from tests.access import ADMIN, FACILITATOR
from tests.accounts.test_registration import delivered  # noqa: F401
from tests.cast import PASSWORD
from tests.examples import for_each_case
from tests.routes import ROUTES
from tracker.accounts.models import Identity, OneTimeLink, SecondFactor, Unit
from tracker.app import HANDLERS
from tracker.audit.models import AuditEvent, EventType
from tracker.jobs.worker import run_due
from tracker.privacy.retention import PERIODS
from tracker.tokens.enums import Scope
from tracker.tokens.models import AccessToken
from tracker.web import clock
from tracker.webhooks.enums import HookEvent, HookShape
from tracker.webhooks.models import Webhook

pytestmark = pytest.mark.usefixtures("quick_passwords")

LIST = "email;name;unit;role\nny@example.org;Ny Kollega;Helt nyt sted;employee\n"


def alma(cast) -> int:
    return cast.alma.id


def invitation(cast) -> int:
    OneTimeLink.invite(at=clock.now(), email="ny@example.org")
    return OneTimeLink.get().id


def unit(cast) -> int:
    return cast.service.id


def empty_unit(cast) -> int:
    return Unit.named("Tom").id


def closed_unit(cast) -> int:
    empty = Unit.named("Tom")
    empty.close(clock.now())
    return empty.id


def closed(cast) -> int:
    return cast.dan.id


def guarded(cast) -> int:
    SecondFactor.create(person=cast.alma, salt="s" * 64, since=clock.now())
    return cast.alma.id


def linked(cast) -> int:
    claims = {"sub": "alma"}
    at = clock.now()
    Identity.link(cast.alma, issuer="https://id.example.org", claims=claims, at=at)
    return cast.alma.id


def elsewhere(cast, app) -> int:
    cast.browser(app, cast.alma)
    return cast.alma.id


def service(cast) -> int:
    row, _ = AccessToken.add(
        by=cast.ada,
        name="Intranet",
        scopes=[Scope.read],
        days=30,
        at=clock.now(),
        service=True,
    )
    return row.public_id


def webhook(cast) -> int:
    return Webhook.add(
        name="Torvet",
        shape=HookShape.slack,
        url="https://127.0.0.1/",
        events=[HookEvent.thanks],
        unit=None,
        locale="da",
        at=clock.now(),
    ).public_id


# What only administrators do: the route, what it is about, what is sent, and the rows
# that it leaves.
ACTS = {
    "accounts.invite": (
        None,
        {"email": "ny@example.org", "role": "leader"},
        {EventType.invited},
    ),
    # And `invited`, by the worker
    "accounts.import_people": (
        None,
        {"text": LIST, "invite": "1"},
        {EventType.unit_made},
    ),
    # And `invited`, by the worker
    "accounts.resend_invitation": (invitation, {"email": "ny2@example.org"}, set()),
    "accounts.withdraw_invitation": (invitation, {}, {EventType.invitation_withdrawn}),
    "accounts.keep_person": (
        alma,
        {"email": "alma@example.org", "role": "leader", "unit": "{library}"},
        {EventType.role_changed, EventType.unit_changed, EventType.address_changed},
    ),
    "accounts.take_second_factor": (guarded, {}, {EventType.code_off}),
    "accounts.end_sessions_of": (elsewhere, {}, {EventType.sessions_ended}),
    "accounts.end_identity": (linked, {}, {EventType.identity_unlinked}),
    # Where no provider is set up there is nothing to choose
    "accounts.claim_mapping": (None, {}, set()),
    "accounts.disable": (alma, {}, {EventType.disabled}),
    "accounts.enable": (closed, {}, {EventType.enabled}),
    "accounts.make_link": (alma, {}, {EventType.link_made}),
    "accounts.units": (None, {"names": "Havn\n  Kaj"}, {EventType.unit_made}),
    "accounts.keep_unit": (
        unit,
        {"name": "Borgerhus", "parent": "{library}"},
        {EventType.unit_renamed, EventType.unit_moved},
    ),
    "accounts.merge_unit": (
        unit,
        {"into": "{library}", "sure": "1"},
        {EventType.unit_merged},
    ),
    "accounts.close_unit": (empty_unit, {}, {EventType.unit_closed}),
    "accounts.reopen_unit": (closed_unit, {}, {EventType.unit_reopened}),
    "accounts.organisation": (
        None,
        {"dashboard": "leaders", "contact": "os@example.org"},
        {EventType.setting_changed},
    ),
    "accounts.its_look": (None, {"accent": "#0a6b4f"}, {EventType.setting_changed}),
    "privacy.periods": (
        None,
        {p.name: str(p.days) for p in PERIODS} | {"keep_notices": "100"},
        {EventType.setting_changed},
    ),
    "privacy.erase_somebody": (
        alma,
        {"email": "alma.holm@example.org"},
        {EventType.erased},
    ),
    "tokens.add_service": (
        None,
        {"name": "Intranet", "scopes": "read", "days": "30"},
        {EventType.token_made},
    ),
    "tokens.end_service": (service, {}, {EventType.token_ended}),
    "webhooks.add": (
        None,
        {
            "name": "Torvet",
            "shape": "slack",
            "url": "https://93.184.216.34/",
            "events": "lesson.used",
        },
        {EventType.webhook_changed},
    ),
    **{
        f"webhooks.{act}": (webhook, {}, {EventType.webhook_changed})
        for act in ("end", "pause", "resume", "test")
    },
}


def only_administrators_post() -> set[str]:
    """Endpoints of what a facilitator is refused and an administrator is not."""
    return {
        route.split()[1]
        for route, doors in ROUTES.items()
        for door in [doors.get("", {})]
        if route.startswith("POST")
        and door.get(FACILITATOR) == "403"
        and door.get(ADMIN) != "403"
    }


def test_everything_that_only_administrators_do_stands_above():
    assert only_administrators_post() == set(ACTS), (
        "say which rows it leaves in the audit log"
    )


@pytest.fixture
def log(cast):
    """The rows since now, as (what, by, on, detail), the newest last."""
    begun = max([act.id for act in AuditEvent.select()], default=0)
    return lambda: [
        (a.what, a.by, a.on, a.detail)
        for a in AuditEvent.select()
        .where(AuditEvent.id > begun)
        .order_by(AuditEvent.id)
    ]


@for_each_case("endpoint", ACTS)
def test_each_act_of_an_administrator_leaves_its_rows(app, cast, visit, log, endpoint):
    about, sent, rows = ACTS[endpoint]
    browser = visit(cast.ada)
    rule = next(
        rule
        for rule in app.url_map.iter_rules()
        if rule.endpoint == endpoint and "POST" in rule.methods
    )
    id = None
    if about is not None:
        id = about(cast, app) if about is elsewhere else about(cast)
    with app.test_request_context():
        url = app.url_for(endpoint, **dict.fromkeys(rule.arguments, id))
    answer = browser.post(
        url,
        data={
            name: value.format(library=cast.library.id) for name, value in sent.items()
        },
    )
    assert answer.status_code in (200, 302, 303), answer.text[-3000:]
    noted = [
        entry for entry in log() if entry[1] == cast.ada.id and entry[0] != "signed_in"
    ]
    assert rows <= {entry[0] for entry in noted}, log()
    said = repr(noted)
    assert not [
        words
        for words in (
            "Alma Holm",
            "Borgerservice",
            "Borgerhus",
            "Havn",
            "example.org",
            "Ny Kollega",
        )
        if words in said
    ]


def test_an_invitation_by_list_tells_who_asked_for_it(app, cast, visit, log, delivered):
    visit(cast.ada).post("/admin/people/import", data={"text": LIST, "invite": "1"})
    assert len(delivered()) == 1
    assert ("invited", cast.ada.id, None, "employee") in log()


def test_a_refused_page_leaves_one_row_an_hour_for_each_person_and_route(
    visit, cast, log, monkeypatch
):
    browser = visit(cast.alma)
    others = visit(cast.carla)
    for _ in range(5):
        assert browser.get("/admin/people").status_code == 403
    for number in range(8):
        browser.get(f"/admin/people/{number + 1}")
    others.get("/admin/people")
    browser.post("/admin/people/1/disabling")
    told = [entry for entry in log() if entry[0] == "denied"]
    assert told == [
        ("denied", cast.alma.id, None, "GET /admin/people"),
        ("denied", cast.alma.id, None, "GET /admin/people/<int:id>"),
        ("denied", cast.carla.id, None, "GET /admin/people"),
        ("denied", cast.alma.id, None, "POST /admin/people/<int:id>/disabling"),
    ]
    later = clock.now() + clock.dt.timedelta(minutes=61)
    monkeypatch.setattr("tracker.accounts.denials.now", lambda: later)
    browser.get("/admin/people")
    assert len([entry for entry in log() if entry[0] == "denied"]) == 5


def test_neither_a_pulse_nor_a_stranger_nor_what_is_hidden_is_told(visit, cast, log):
    browser = visit(cast.alma)
    for url in ("/readiness/rounds", "/readiness/deeds"):
        assert browser.post(url).status_code == 403, url
    visit().get("/admin/people")
    visit(cast.carla).get(f"/experiments/{cast.dream.id}")
    assert not [entry for entry in log() if entry[0] == "denied"]


def run(app):
    with app.app_context():
        run_due({"wrong_password": HANDLERS["wrong_password"]}, clock.now)


def test_tries_that_fail_are_told_with_a_mark_of_where_they_came_from(
    app, visit, cast, log, monkeypatch
):
    cast.alma.set_password(PASSWORD)
    places = [
        "198.51.100.7",
        "198.51.100.7",
        "203.0.113.9",
        "2001:db8:1:2::1",
        "2001:db8:1:2:ffff::9",
    ]
    for place in places:
        browser = visit()
        browser.environ_base["REMOTE_ADDR"] = place
        browser.post(
            "/login", data={"email": cast.alma.email, "password": "forkert forkert"}
        )
    run(app)
    told = [entry for entry in log() if entry[0] == "refused"]
    marks = [detail for *_, detail in told]
    assert [on for _, _, on, _ in told] == [cast.alma.id] * 5
    assert marks[0] == marks[1] != marks[2] != marks[3] == marks[4], (
        "the same place has the same mark"
    )
    assert all(mark.startswith("≈") and len(mark) == 11 for mark in marks)
    assert not [
        place
        for place in places
        if place in repr(told) or place.split(".")[0] + "." in repr(marks)
    ]
    month = clock.now() + clock.dt.timedelta(days=31)
    monkeypatch.setattr("tracker.accounts.rate_limits.now", lambda: month)
    browser.post(
        "/login", data={"email": cast.alma.email, "password": "forkert forkert"}
    )
    run(app)
    assert log()[-1][3] not in marks, "nobody is followed from month to month"


def test_tries_at_addresses_that_nobody_has_are_one_row_an_hour(app, visit, cast, log):
    for n in range(3):
        visit().post(
            "/login",
            data={"email": f"nobody{n}@example.org", "password": "forkert forkert"},
        )
    run(app)
    told = [entry for entry in log() if entry[0] == "refused"]
    assert len(told) == 1 and told[0][2] is None and told[0][3].startswith("≈")


def test_wrong_codes_and_wrong_passwords_of_somebody_signed_in_have_their_mark_too(
    visit, cast, log
):
    cast.alma.set_password(PASSWORD)
    visit(cast.alma).post(
        "/me/password",
        data={"current": "forkert forkert", "password": "en anden hund spiser sne"},
    )
    assert log()[-1][0] == "refused" and log()[-1][3].startswith("≈")


def test_another_name_is_told_and_whom_it_looks_like_never_what_it_is(visit, cast, log):
    browser = visit(cast.carla)
    card = {"name": "Carla M. Munk", "locale": "en", "theme": "system"}
    browser.post("/me/settings", data=card)
    browser.post("/me/settings", data={**card, "title": "Bibliotekar"})
    browser.post("/me/settings", data={**card, "name": "L\u0435if  DAHL"})
    carla = cast.carla.id
    told = [entry for entry in log() if entry[0] in ("name_changed", "namesake")]
    assert told == [
        ("name_changed", carla, carla, ""),
        ("name_changed", carla, carla, ""),
        ("namesake", carla, carla, str(cast.leif.id)),
    ]


def test_the_page_says_it_in_plain_words_in_both_languages(visit, cast):
    Unit.named("Havnen")
    unit = Unit.get(Unit.name == "Havnen")
    unit.rename("Havn og kaj", cast.service)
    visit(cast.alma).get("/admin/people")
    cast.carla.update_profile(name="Leif Dahl")
    ada = visit(cast.ada)
    english = ada.get("/admin/audit").text
    for words in (
        "Made a unit",
        "Renamed a unit",
        "Put a unit elsewhere",
        "Was refused a page",
        "Changed the name",
        "Havn og kaj",
    ):
        assert words in english, words
    cast.ada.set_locale("da")
    danish = ada.get("/admin/audit").text
    for words in (
        "Oprettede en enhed",
        "Omdøbte en enhed",
        "Blev afvist",
        "Skiftede navn",
        "Havn og kaj",
    ):
        assert words in danish, words


def test_a_list_as_a_file_is_told_as_well(visit, cast, log):
    upload = {"file": (io.BytesIO(LIST.encode()), "folk.csv"), "invite": "1"}
    visit(cast.ada).post(
        "/admin/people/import", data=upload, content_type="multipart/form-data"
    )
    assert [
        entry[0]
        for entry in log()
        if entry[1] == cast.ada.id and entry[0] != "signed_in"
    ] == ["unit_made"]
