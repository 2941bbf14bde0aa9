"""Signing in by the organisation's identity provider, and what is not let in."""

from __future__ import annotations

import datetime as dt
import logging
import time
from dataclasses import replace

import pytest
from joserfc.jwk import OctKey, RSAKey

from tests.accounts.provider import changed, running_provider
from tests.cast import PASSWORD, person
from tests.examples import for_each_case
from tracker.accounts.identity_provider import IdentityProvider
from tracker.accounts.models import (
    Identity,
    LoginEvent,
    LoginEventKind,
    OneTimeLink,
    Person,
    Role,
    Session,
    Setting,
)
from tracker.audit.models import AuditEvent
from tracker.operations.doctor.sign_in import password_findings, provider_findings
from tracker.web.clock import now

# The provider that runs here is older than the library that it is made with
pytestmark = [
    pytest.mark.filterwarnings("ignore:.*deprecated:DeprecationWarning"),
    pytest.mark.sqlite_by_default,
]
LENE = {"name": "Lene Ærø", "email": "lene@example.org", "email_verified": True}


@pytest.fixture(scope="module")
def provider():
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with running_provider() as running:
        yield running


@pytest.fixture(scope="module")
def clients():
    """The product's clients of the provider: assembling a product for each takes long."""
    return {}


@pytest.fixture
def here(configured, visit, cast, provider, clients):
    """``here(accounts="invited")``: a browser of the product, configured so until this
    is asked again.
    """

    def browser(person=None, **otherwise):
        app = configured(oidc=provider.config())
        oidc = provider.config(**otherwise)
        app.config["TRACKER"] = replace(app.config["TRACKER"], oidc=oidc)
        if oidc not in clients:
            clients[oidc] = IdentityProvider(oidc, app)
        app.extensions["identity_provider"] = clients[oidc]
        return cast.browser(app, person)

    return browser


def person_at(email):
    return Person.at_address(email)


def test_somebody_new_comes_in_and_lands_where_the_link_led(here, provider, cast):
    provider.say("lene", **LENE, department="Bibliotek")
    Setting.write("claim_unit", "department")
    browser = here()
    start = browser.get("/me/settings?tab=1")
    assert start.location == "/login?next=/me/settings?tab%3D1"
    page = browser.get(start.location).text
    assert "/login/provider?next=/me/settings?tab%3D1" in page
    answer = provider.come_in(
        browser, "lene", "/login/provider?next=/me/settings?tab%3D1"
    )
    assert (answer.status_code, answer.location) == (303, "/me/settings?tab=1")
    lene = person_at("lene@example.org")
    assert (lene.name, lene.unit, lene.role) == (
        "Lene Ærø",
        cast.library,
        Role.employee,
    )
    assert lene.password_hash is None
    assert "Lene Ærø" in browser.get("/me/settings").text
    entry = LoginEvent.get(LoginEvent.person == lene)
    assert entry.way is LoginEventKind.provider
    kept = Identity.get().claims
    assert kept["department"] == "Bibliotek" and "nonce" not in kept


def test_it_leads_back_below_a_path(configured, provider, cast):
    host, root = "https://intranet.example.org", "/forsoeg"
    app = configured(oidc=provider.config(), public_url=host + root)
    provider.say("lene", **LENE, department="Bibliotek")
    Setting.write("claim_unit", "department")
    browser = app.test_client()
    start = browser.get(f"{root}/login/provider?next={root}/me", base_url=host)
    back = provider.sign_in(start.location, "lene")
    assert back.startswith(f"{root}/login/provider/answer?")
    assert browser.get(back, base_url=host).location == f"{root}/me"


def test_who_comes_again_is_the_same_whatever_the_address(here, provider):
    provider.say("lene", **LENE, department="Bibliotek")
    Setting.write("claim_unit", "department")
    provider.come_in(here(), "lene")
    provider.say("lene", name="Lene Ø", email="other@elsewhere.example")
    assert provider.come_in(here(), "lene").status_code == 303
    assert person_at("lene@example.org").name == "Lene Ø"
    assert Identity.select().count() == 1


def test_a_unit_that_nothing_says_is_chosen_once(here, provider, cast):
    provider.say("lene", **LENE)
    browser = here()
    assert provider.come_in(
        browser, "lene", "/login/provider?next=/lessons"
    ).location == ("/login/provider/unit")
    assert person_at("lene@example.org") is None
    assert browser.post("/login/provider/unit", data={}).status_code == 422
    sent = browser.post("/login/provider/unit", data={"unit": cast.library.id})
    assert (sent.status_code, sent.location) == (303, "/lessons")
    assert person_at("lene@example.org").unit == cast.library
    assert here().get("/login/provider/unit").location == "/login"


@for_each_case(
    "verified", [{"email_verified": True}, {"xms_edov": "1"}, {"xms_edov": True}]
)
def test_an_account_is_linked_by_a_verified_address(here, provider, cast, verified):
    provider.say("alma-1", name="Alma Holm", email=cast.alma.email, **verified)
    assert provider.come_in(here(), "alma-1").status_code == 303
    assert Identity.of(provider.issuer, "alma-1").person == cast.alma


@for_each_case(
    ("claims", "domains"),
    [
        ({}, ("example.org",)),
        ({"email_verified": False}, ("example.org",)),
        ({"email_verified": "no"}, ("example.org",)),
        ({"email_verified": True}, ()),
        ({"email_verified": True}, ("ample.org",)),
    ],
)
def test_an_address_that_is_not_sure_gives_nobody_an_account(
    here, provider, cast, claims, domains
):
    provider.say("thief", name="Alma", email=cast.alma.email, **claims)
    browser = here(domains=domains)
    assert provider.come_in(browser, "thief").status_code == 403
    assert not Identity.select().exists()
    assert browser.get("/me/settings").status_code == 302


def test_another_subject_with_the_same_address_stays_out(here, provider, cast):
    provider.say("alma-1", email=cast.alma.email, email_verified=True)
    provider.come_in(here(), "alma-1")
    provider.say("alma-2", email=cast.alma.email, email_verified=True)
    browser = here()
    assert provider.come_in(browser, "alma-2").status_code == 403
    assert browser.get("/me/settings").status_code == 302
    assert [row.subject for row in Identity.select()] == ["alma-1"]


def test_who_is_closed_stays_out_known_or_not(here, provider, cast):
    provider.say("dan", email=cast.dan.email, email_verified=True)
    assert provider.come_in(here(), "dan").status_code == 403
    provider.say("alma", email=cast.alma.email, email_verified=True)
    browser = here()
    provider.come_in(browser, "alma")
    Person.get_by_id(cast.alma.id).disable(cast.alma.joined_at)
    assert browser.get("/me/settings").status_code == 302
    again = provider.come_in(here(), "alma")
    assert again.status_code == 403
    assert not Session.select().where(Session.person == cast.alma).exists()


def test_only_the_invited_where_it_is_set_so(here, provider, cast):
    provider.say("lene", **LENE)
    assert provider.come_in(here(accounts="invited"), "lene").status_code == 403
    OneTimeLink.invite(
        at=cast.alma.joined_at,
        email="lene@example.org",
        unit=cast.service,
        role=Role.leader,
    )
    OneTimeLink.update(expires_at=_soon()).execute()
    assert provider.come_in(here(accounts="invited"), "lene").status_code == 303
    lene = person_at("lene@example.org")
    assert (lene.unit, lene.role) == (cast.service, Role.leader)
    assert not OneTimeLink.select().where(OneTimeLink.email == lene.email).exists()


def test_the_link_of_an_invitation_lets_in_whoever_has_it(here, provider, cast):
    token = _invited(cast, "lene@example.org")
    browser = here(accounts="invited", passwords=("ada@example.org",))
    page = browser.get(f"/invitation/{token}").text
    assert f"/login/provider?invitation={token}" in page and "password" not in page
    assert (
        browser.post(
            f"/invitation/{token}", data={"password": PASSWORD, "name": "L"}
        ).status_code
        == 200
    ), "nobody chooses a password where none is taken"
    provider.say("lene", name="Lene", email="ada@example.com")
    start = f"/login/provider?invitation={token}"
    assert provider.come_in(browser, "lene", start).status_code == 303
    assert person_at("lene@example.org").name == "Lene", "at the address it was sent to"
    assert provider.come_in(here(accounts="invited"), "eve", start).status_code == 403


def test_a_one_time_link_leads_to_the_account_that_is_there(here, provider, cast):
    token = OneTimeLink.enter(Person.get_by_id(cast.carla.id), now())
    provider.say("carla", email="c@elsewhere.example")
    start = f"/login/provider?invitation={token}"
    assert provider.come_in(here(), "carla", start).status_code == 303
    assert Identity.of(provider.issuer, "carla").person == cast.carla


def test_a_wrong_state_is_not_believed(here, provider):
    provider.say("lene", **LENE)
    browser = here()
    back = provider.sign_in(browser.get("/login/provider").location, "lene")
    assert browser.get(changed(back, state="invented")).status_code == 403
    assert here().get(back).status_code == 403, "begun in another browser"
    assert not Session.select().exists()


def test_a_wrong_nonce_is_not_believed(here, provider):
    provider.say("lene", **LENE)
    browser = here()
    url = changed(browser.get("/login/provider").location, nonce="of another flow")
    assert browser.get(provider.sign_in(url, "lene")).status_code == 403


def test_a_code_is_taken_once(here, provider, cast):
    provider.say("alma", email=cast.alma.email, email_verified=True)
    browser = here()
    back = provider.sign_in(browser.get("/login/provider").location, "alma")
    assert browser.get(back).status_code == 303
    browser.post("/logout")
    assert browser.get(back).status_code == 403
    assert browser.get("/me/settings").status_code == 302


def test_a_code_of_one_flow_does_not_fit_another(here, provider, cast):
    """PKCE: the code was asked for with another verifier."""
    provider.say("alma", email=cast.alma.email, email_verified=True)
    browser = here()
    first = browser.get("/login/provider").location
    assert "code_challenge_method=S256" in first and "code_challenge=" in first


def test_another_tenant_stays_out(here, provider, cast):
    provider.say("alma", email=cast.alma.email, email_verified=True, tid="theirs")
    assert provider.come_in(here(tenant="ours"), "alma").status_code == 403
    provider.say("alma", email=cast.alma.email, email_verified=True, tid="ours")
    assert provider.come_in(here(tenant="ours"), "alma").status_code == 303


def test_a_provider_that_is_away_is_told_as_that(configured, cast, provider):
    away = provider.config(issuer="http://127.0.0.1:9")
    browser = cast.browser(configured(oidc=away), None)
    answer = browser.get("/login/provider")
    assert answer.status_code == 503 and answer.headers["Retry-After"] == "60"
    assert browser.get("/login").status_code == 200


def test_an_answer_that_says_no_leads_back(here, provider):
    browser = here()
    browser.get("/login/provider")
    said = browser.get("/login/provider/answer?error=access_denied&state=x")
    assert said.status_code == 403 and "/login" in said.text


def test_nothing_is_kept_of_flows_that_were_never_ended(here, provider):
    browser = here()
    for _ in range(20):
        browser.get("/login/provider")
    assert len(browser.get_cookie("forsoeg").value) < 3000


# What the claims decide


def test_changed_claims_move_promote_and_demote(here, provider, cast):
    Setting.write("claim_unit", "dept")
    Setting.write("claim_role", "realm_access.roles")
    Setting.write("claim_is_facilitator", "forsoeg-tovholder, x")
    Setting.write("claim_leader", "is_leader")
    alma = {"email": cast.alma.email, "email_verified": True, "name": "Alma Holm"}
    steps = [
        (
            {"dept": "bibliotek", "realm_access": {"roles": ["a", "X"]}},
            Role.facilitator,
        ),
        ({"is_leader": "true"}, Role.leader),
        ({"is_leader": False}, Role.employee),
    ]
    for claims, role in steps:
        provider.say("alma", **alma, **claims)
        assert provider.come_in(here(), "alma").status_code == 303
        alma_now = Person.get_by_id(cast.alma.id)
        assert (alma_now.unit, alma_now.role) == (cast.library, role)


def test_the_last_administrator_stays_one_whatever_the_claims_say(here, provider, cast):
    Setting.write("claim_role", "roles")
    provider.say("ada", email=cast.ada.email, email_verified=True, roles=[])
    assert provider.come_in(here(), "ada").status_code == 303
    assert Person.get_by_id(cast.ada.id).role is Role.admin


def test_a_unit_that_is_not_here_is_made_only_where_that_is_wished(
    here, provider, cast
):
    Setting.write("claim_unit", "dept")
    alma = {"email": cast.alma.email, "email_verified": True, "dept": "Havnen"}
    provider.say("alma", **alma)
    provider.come_in(here(), "alma")
    assert Person.get_by_id(cast.alma.id).unit == cast.service
    Setting.write("claim_new_units", "yes")
    provider.come_in(here(), "alma")
    assert Person.get_by_id(cast.alma.id).unit.name == "Havnen"


def test_the_mapping_is_tried_before_it_holds(here, provider, cast):
    provider.say("alma", email=cast.alma.email, email_verified=True, dept="Bibliotek")
    provider.come_in(here(), "alma")
    browser = here(cast.ada)
    tried = {"name": "name", "unit": "dept"}
    page = browser.post("/admin/sign-in", data=tried).text
    assert "Borgerservice → Bibliotek" in page and 'value="dept"' in page
    assert Setting.chosen("claim_unit", "") == ""
    saved = browser.post("/admin/sign-in", data=tried | {"save": "Save"})
    assert saved.status_code == 303 and Setting.chosen("claim_unit", "") == "dept"
    noted = AuditEvent.select().order_by(AuditEvent.id.desc()).first()
    assert (noted.what, noted.detail) == ("setting_changed", "claim_unit")
    assert Person.get_by_id(cast.alma.id).unit == cast.service


# Passwords, proof, the end


@for_each_case("path", ["/", "/login"])
def test_every_page_to_sign_in_at_leads_to_the_provider(here, cast, path):
    page = here().get(path).text
    assert 'href="/login/provider"' in page and "Or with a password" in page
    page = here(passwords=(cast.ada.email,)).get(path).text
    assert 'href="/login/provider"' in page
    assert page.index("when that does not work") < page.index('name="password"')
    assert "/password/forgot" not in page


def test_passwords_are_off_but_for_the_administrator_who_is_named(here, cast):
    for who in (cast.alma, cast.ada, cast.frida):
        who.set_password(PASSWORD)
    off = {"passwords": (cast.ada.email, cast.frida.email)}

    def enter(person):
        data = {"email": person.email, "password": PASSWORD}
        return here(**off).post("/login", data=data).status_code

    assert [enter(who) for who in (cast.alma, cast.frida, cast.ada)] == [422, 422, 303]
    assert here(**off).get("/register").status_code == 200
    token = OneTimeLink.enter(cast.alma, now())
    page = here(**off).post(f"/password/reset/{token}", data={"password": PASSWORD * 2})
    assert "/login/provider" in page.text
    assert Person.get_by_id(cast.alma.id).has_password(PASSWORD)
    alma = here(cast.alma, **off)
    assert alma.post("/me/password", data={}).status_code == 403
    assert "current-password" not in alma.get("/me/settings").text


def test_a_fresh_proof_is_the_providers(here, provider, cast):
    ada = {"email": cast.ada.email, "email_verified": True}
    provider.say("ada", **ada, auth_time=None)
    browser = here()
    provider.come_in(browser, "ada")
    asked = browser.get("/admin/people/invite")
    assert asked.location == "/me/proof?next=/admin/people/invite", (
        "it did not say when"
    )
    page = browser.get(asked.location).text
    assert "/me/proof/provider?next=/admin/people/invite" in page
    start = "/me/proof/provider?next=/admin/people/invite"
    url = browser.get(start).location
    assert "prompt=login" in url and "max_age=0" in url
    assert provider.come_in(browser, "ada", start).status_code == 403
    provider.say("ada", **ada, auth_time=int(time.time()) - 3600)
    assert provider.come_in(browser, "ada", start).status_code == 403, "an old proof"
    provider.say("ada", **ada, auth_time=int(time.time()))
    done = provider.come_in(browser, "ada", start)
    assert done.location == "/admin/people/invite"
    assert browser.get("/admin/people/invite").status_code == 200


def test_somebody_elses_proof_is_none(here, provider, cast):
    for who in (cast.ada, cast.alma):
        said = {"email": who.email, "email_verified": True}
        provider.say(who.email, **said, auth_time=int(time.time()))
    browser = here()
    provider.come_in(browser, cast.ada.email)
    answer = provider.come_in(browser, cast.alma.email, "/me/proof/provider")
    assert answer.status_code == 403
    assert "Ada" in browser.get("/me/settings").text


def test_signing_out_offers_to_sign_out_there_too(here, provider, cast):
    provider.say("alma", email=cast.alma.email, email_verified=True)
    browser = here()
    provider.come_in(browser, "alma")
    page = browser.post("/logout")
    assert (
        page.status_code == 200 and f"{provider.issuer}/oauth2/end_session" in page.text
    )
    assert "id_token_hint=" in page.text
    assert browser.get("/me/settings").status_code == 302
    assert browser.get("/logout/done").location == "/login"


def test_a_session_that_ends_at_the_provider_ends_here(here, provider, cast):
    browsers = {}
    for sid in ("desk", "phone"):
        provider.say("alma", email=cast.alma.email, email_verified=True, sid=sid)
        browsers[sid] = here()
        provider.come_in(browsers[sid], "alma")
    token = provider.token(sid="desk", sub="alma")
    sent = here().post("/logout/provider", data={"logout_token": token})
    assert sent.status_code == 200 and sent.headers["Cache-Control"] == "no-store"
    assert browsers["desk"].get("/me/settings").status_code == 302
    assert browsers["phone"].get("/me/settings").status_code == 200
    assert (
        here().post("/logout/provider", data={"logout_token": token}).status_code == 400
    ), "each is taken once"
    token = provider.token(sub="alma")
    assert (
        here().post("/logout/provider", data={"logout_token": token}).status_code == 200
    )
    assert browsers["phone"].get("/me/settings").status_code == 302


def _forged(provider):
    key = RSAKey.generate_key(2048, {"kid": "mine"}, private=True)
    shared = OctKey.import_key("known to both, and long enough for it")
    return {
        "own key": provider.token(
            key, sub="alma", header={"alg": "RS256", "kid": "mine"}
        ),
        "shared": provider.token(shared, sub="alma", header={"alg": "HS256"}),
        "issuer": provider.token(sub="alma", iss="http://127.0.0.1:1"),
        "audience": provider.token(sub="alma", aud="somebody"),
        "no event": provider.token(sub="alma", events=None),
        "an id token": provider.token(sub="alma", nonce="n"),
        "nobody": provider.token(),
        "old": provider.token(sub="alma", iat=int(time.time()) - 900),
        "over": provider.token(sub="alma", exp=int(time.time()) - 900),
        "nothing": "",
        "noise": "a.b.c",
    }


def test_forged_logout_tokens_end_nothing(here, provider, cast):
    provider.say("alma", email=cast.alma.email, email_verified=True)
    browser = here()
    provider.come_in(browser, "alma")
    stranger = here()
    for why, token in _forged(provider).items():
        sent = stranger.post("/logout/provider", data={"logout_token": token})
        assert sent.status_code == 400, why
    assert browser.get("/me/settings").status_code == 200


def test_a_session_lasts_as_the_provider_says(here, provider, cast):
    said = {"email": cast.alma.email, "email_verified": True}
    provider.say("alma", **said, session_expiry=int(time.time()) + 3600)
    provider.come_in(here(), "alma")
    row = Session.get(Session.person == cast.alma)
    assert abs(row.ends_at.timestamp() - time.time() - 3600) < 10 and row.remembered
    assert row.is_live(row.ends_at.replace(microsecond=0)) is False


def test_where_there_is_no_provider_there_are_no_such_pages(visit, cast):
    assert visit().get("/login/provider").status_code == 404
    assert visit().get("/login/provider/answer").status_code == 404
    assert visit().post("/logout/provider").status_code == 404
    assert "provider" not in visit().get("/login").text
    assert visit(cast.ada).get("/admin/sign-in").status_code == 200


def test_the_pages_say_what_the_providers_log_can_know(here, visit, cast):
    [person(f"Kollega Nummer{n}", cast.service) for n in range(2)]
    assert "What the sign-in knows" not in visit().get("/privacy").text
    assert "What the sign-in knows" in here().get("/privacy").text
    told = "has a log of who signed in"
    assert told not in visit(cast.alma).get("/experiments/new").text
    assert told in here(cast.alma).get("/experiments/new").text


def test_the_doctor_says_what_keeps_people_out(provider, store, cast):
    sound = replace(store, oidc=provider.config())
    assert list(provider_findings(sound)) == []
    for changed_to in (
        provider.config(issuer="http://127.0.0.1:9"),
        provider.config(issuer=f"{provider.issuer}/oauth2"),
        provider.config(domains=()),
    ):
        assert len(list(provider_findings(replace(store, oidc=changed_to)))) == 1
    named = provider.config(passwords=(cast.ada.email, cast.alma.email))
    told = [finding.what for finding in password_findings(named)]
    assert len(told) == 2 and "no password" in told[0] and "no administrator" in told[1]
    cast.ada.set_password(PASSWORD)
    assert len(list(password_findings(named))) == 1


def _soon():
    return now() + dt.timedelta(days=13)


def _invited(cast, email):
    return OneTimeLink.invite(at=now(), email=email, unit=cast.library)
