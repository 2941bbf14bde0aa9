"""Every page of the accounts opens for whom it is meant, and is closed to the others."""

from __future__ import annotations

import pytest

from tests.cast import NOW, concluded, person, planned
from tests.examples import for_each_case
from tracker.accounts.models import OneTimeLink, Person, Role, Session, Unit
from tracker.guidelines.queries import vocabulary

# Pages are drawn alike from either
pytestmark = pytest.mark.sqlite_by_default

OPEN = [
    "/login",
    "/register",
    "/register/sent",
    "/password/forgot",
    "/password/forgot/sent",
]
SIGNED_IN = ["/me/settings", "/me/sessions", "/people/{carla}", "/units/{service}"]
FACILITATING = [
    "/people/{carla}/unit",
    "/admin/platforms",
    "/admin/platforms/{facebook}",
]
RUNNING = [
    *(
        "/admin/people",
        "/admin/people/invite",
        "/admin/people/import",
        "/admin/people/{carla}",
        "/admin/units",
    ),
    *("/admin/units/{service}",),
]


def filled(path, cast):
    return path.format(
        carla=cast.carla.id, service=cast.service.id, facebook=cast.facebook.id
    )


@for_each_case("path", OPEN)
def test_anybody_sees(visit, path):
    assert visit().get(path).status_code == 200


@for_each_case("path", SIGNED_IN + FACILITATING + RUNNING)
def test_signed_out_leads_to_sign_in(visit, cast, path):
    answer = visit().get(filled(path, cast))
    assert (answer.status_code, answer.location.split("?")[0]) == (302, "/login")


@for_each_case("path", SIGNED_IN)
def test_everybody_sees(visit, cast, path):
    assert visit(cast.alma).get(filled(path, cast)).status_code == 200


def test_facilitators_and_administrators_see_what_is_theirs(visit, cast):
    readers = (cast.ada, cast.frida, cast.alma, cast.leif)
    for who, shown in zip(map(visit, readers), (200, 200, 403, 403), strict=True):
        for path in FACILITATING:
            assert who.get(filled(path, cast)).status_code == shown, path
    for who, shown in zip(map(visit, readers), (200, 403, 403, 403), strict=True):
        for path in RUNNING:
            assert who.get(filled(path, cast)).status_code == shown, path


@for_each_case(
    "path",
    ["/people/999999", "/units/999999", "/admin/people/999999999999", "/admin/units/0"],
)
def test_what_is_not_there_is_404(visit, cast, path):
    assert visit(cast.ada).get(path).status_code == 404


def test_a_persons_page_shows_what_the_viewer_may_see_and_never_a_draft(visit, cast):
    carla = visit(cast.carla).get(f"/people/{cast.alma.id}").text
    assert cast.passport.title in carla
    assert cast.quiz.title not in carla, "shown to Alma's unit only"
    assert cast.dream.title not in carla
    assert (
        cast.dream.title not in visit(cast.alma).get(f"/people/{cast.alma.id}").text
    ), "public work is public, to the author too"
    assert cast.passport.title in visit(cast.carla).get(f"/people/{cast.bo.id}").text, (
        "a co-author"
    )


def test_a_persons_page_cannot_be_narrowed_to_what_did_not_hold(visit, cast):
    planned(cast.alma, cast.facebook, title="Endnu en spørgetime")
    page = (
        visit(cast.leif)
        .get(f"/people/{cast.alma.id}?outcome=refuted&stage=concluded&q=pas")
        .text
    )
    assert "Endnu en spørgetime" in page


def test_where_one_answers_is_a_leaders_word(visit, cast):
    cast.leif.update_profile(name="Leif Dahl", answers_here="Mastodon, tirsdag kl. 10")
    cast.alma.update_profile(name="Alma Holm", answers_here="ingen steder")
    assert "Mastodon, tirsdag" in visit(cast.carla).get(f"/people/{cast.leif.id}").text
    assert cast.alma.reload().answers_here == ""


def test_a_units_page_counts_people_only_from_five(visit, cast):
    tiny = Unit.named("Arkivet")
    person("Eva Nummer", tiny)
    page = visit(cast.alma).get(f"/units/{tiny.id}").text
    assert "not shown, so that nobody can be worked out" in page
    for number in range(4):
        person(f"Ib Nummer{number}", tiny)
    assert "5 people" in visit(cast.alma).get(f"/units/{tiny.id}").text


def test_a_units_page_shows_its_attempts_and_lessons(visit, cast):
    page = visit(cast.carla).get(f"/units/{cast.service.id}").text
    assert cast.passport.title in page and "de ringer om morgenen" in page
    assert cast.dream.title not in page and cast.quiz.title not in page


def test_the_list_of_people_is_searched_by_name_unit_and_role(visit, cast):
    Person.welcome(email="aase@example.org", name="Åse Ærø", unit=cast.service, at=NOW)
    ada = visit(cast.ada)
    assert "Åse Ærø" in ada.get("/admin/people?q=åse").text
    assert "Åse Ærø" in ada.get("/admin/people?q=ÆRØ").text
    assert "Åse Ærø" not in ada.get("/admin/people?q=%25").text
    assert "Frida Lund" not in ada.get(f"/admin/people?unit={cast.service.id}").text
    only_leader = ada.get("/admin/people?role=leader").text
    assert "Leif Dahl" in only_leader and "Frida Lund" not in only_leader
    assert (
        ada.get("/admin/people?q=%00&unit=99999999999&role=x&after=-1").status_code
        == 200
    )


def test_the_list_of_people_pages_by_name(visit, cast, queries):
    for number in range(60):
        person(f"Person Nummer{number:02}", cast.service)
    ada = visit(cast.ada)
    with queries() as few:
        ada.get("/admin/people?q=Friis")
    with queries() as many:
        first = ada.get("/admin/people").text
    assert len(many) <= len(few), "the number of queries does not grow with the rows"
    second = ada.get(
        first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    ).text
    assert "Nummer00" in first and "Nummer00" not in second and "Nummer59" in second


def test_the_list_of_sessions_and_a_persons_page_do_not_grow_in_queries(
    visit, cast, queries
):
    alma = visit(cast.alma)
    for url in ("/me/sessions", f"/people/{cast.alma.id}", f"/units/{cast.service.id}"):
        alma.get(url)
        with queries() as few:
            alma.get(url)
        for _ in range(3):
            Session.open(cast.alma, at=NOW)
        concluded(cast.alma, cast.facebook, title="Endnu et")
        with queries() as many:
            alma.get(url)
        assert len(many) <= len(few), url


def test_units_are_made_in_one_go_and_stand_in_danish_order(visit, cast):
    ada = visit(cast.ada)
    text = "Kultur\n  Åhuset\n  Arkiv\n    Lokalarkiv\nTeknik > Vej > Østkontoret\n\nBorgerservice"
    answer = ada.post("/admin/units", data={"names": text}, follow_redirects=True)
    assert "7 made; 1 were there already." in answer.text
    assert Unit.get(Unit.name == "Lokalarkiv").parent.name == "Arkiv"
    assert Unit.get(Unit.name == "Østkontoret").parent.parent.name == "Teknik"
    assert (
        answer.text.index("Arkiv")
        < answer.text.index("Lokalarkiv")
        < answer.text.index("Åhuset")
    )


def test_a_unit_is_renamed_and_moved_but_never_below_itself(visit, cast):
    ada = visit(cast.ada)
    url = f"/admin/units/{cast.service.id}"
    assert (
        ada.post(url, data={"name": "Service", "parent": cast.library.id}).status_code
        == 303
    )
    assert cast.service.reload().parent == cast.library
    again = ada.post(
        f"/admin/units/{cast.library.id}",
        data={"name": "Bibliotek", "parent": cast.service.id},
    )
    assert again.status_code == 422 and "cannot stand below itself" in again.text
    taken = ada.post(url, data={"name": "Bibliotek", "parent": ""})
    assert taken.status_code == 422 and "already a unit of that name" in taken.text
    assert ada.post(url, data={"name": "X", "parent": "tusind"}).status_code == 422


def test_facilitators_move_people_and_nobody_moves_themselves(visit, cast):
    url = f"/people/{cast.alma.id}/unit"
    assert visit(cast.alma).post(url, data={"unit": cast.library.id}).status_code == 403
    assert (
        visit(cast.frida)
        .post(url, data={"unit": cast.library.id, "role": "admin"})
        .status_code
        == 303
    )
    alma = Person.get_by_id(cast.alma.id)
    assert (alma.unit, alma.role) == (cast.library, Role.employee)
    assert cast.passport.reload().unit == cast.service, (
        "what was tried stays where it was tried"
    )


def test_an_administrator_places_people_and_disabling_ends_sessions_at_once(
    visit, cast
):
    ada = visit(cast.ada)
    alma = visit(cast.alma)
    url = f"/admin/people/{cast.alma.id}"
    answer = ada.post(
        url,
        data={"email": "a.h@example.org", "role": "leader", "unit": cast.library.id},
    )
    assert answer.status_code == 303
    assert Person.at_address("a.h@example.org").role is Role.leader
    assert alma.get("/me/settings").status_code == 200
    assert ada.post(url + "/disabling").status_code == 303
    assert alma.get("/me/settings").status_code == 302
    assert ada.post(url + "/enabling").status_code == 303
    assert alma.get("/me/settings").status_code == 302, "the old session stays ended"


def test_the_last_administrator_stays(visit, cast):
    ada = visit(cast.ada)
    url = f"/admin/people/{cast.ada.id}"
    demoted = ada.post(
        url, data={"email": cast.ada.email, "role": "employee", "unit": cast.library.id}
    )
    assert demoted.status_code == 422 and "only administrator" in demoted.text
    disabled = ada.post(url + "/disabling")
    assert disabled.status_code == 422 and "only administrator" in disabled.text
    cast.leif.change_role(Role.admin)
    assert (
        ada.post(
            url,
            data={"email": cast.ada.email, "role": "employee", "unit": cast.library.id},
        ).location
        == "/"
    )
    assert ada.get("/admin/people").status_code == 403


def test_a_link_to_hand_over_is_shown_once(visit, cast):
    ada = visit(cast.ada)
    page = ada.post(f"/admin/people/{cast.alma.id}/link", follow_redirects=True).text
    token = page.split("/invitation/")[1].split('"')[0]
    assert OneTimeLink.get().person == cast.alma
    assert ada.get("/admin/people/link").status_code == 404
    assert visit().get(f"/invitation/{token}").status_code == 200
    assert (
        visit(cast.frida).post(f"/admin/people/{cast.alma.id}/link").status_code == 403
    )
    assert (
        ada.post(f"/admin/people/{cast.dan.id}/link").location
        == f"/admin/people/{cast.dan.id}"
    )


def test_platforms_are_switched_off_added_and_given_words(visit, cast):
    frida = visit(cast.frida)
    assert (
        frida.post(
            "/admin/platforms", data={"platforms": [cast.facebook.id]}
        ).status_code
        == 303
    )
    assert [
        p.slug for p in type(cast.facebook).select().where(type(cast.facebook).in_use)
    ] == ["facebook"]
    assert frida.post("/admin/platforms", data={"sent": "1"}).status_code == 422
    assert frida.post("/admin/platforms", data={"platforms": "x"}).status_code == 422
    added = frida.post(
        "/admin/platforms/new", data={"name": "Intranettet", "in_use": "", "slug": "x"}
    )
    assert added.status_code == 303
    assert (
        frida.post("/admin/platforms/new", data={"name": "Facebook"}).status_code == 422
    )
    url = f"/admin/platforms/{cast.facebook.id}"
    assert (
        frida.post(url, data={"metrics": "opkald\nreach\nopkald\n"}).status_code == 303
    )
    assert [metric.name for metric in vocabulary(cast.facebook)] == ["opkald", "reach"]
    assert frida.post(url, data={"metrics": "x" * 121}).status_code == 422


def test_words_that_came_ready_stay_in_every_language(visit, cast):
    """And one of the organisation's own is never taken for a message of ours."""
    Person.update(locale="da").where(Person.id == cast.frida.id).execute()
    cast.facebook.measure_in(["reach", "Title"])
    page = visit(cast.frida).get(f"/admin/platforms/{cast.facebook.id}").text
    assert "rækkevidde" in page and "Title" in page
    visit(cast.frida).post(
        f"/admin/platforms/{cast.facebook.id}", data={"metrics": "rækkevidde\nopkald"}
    )
    assert [metric.name for metric in vocabulary(cast.facebook)] == ["reach", "opkald"]
