"""The map, the list and the matrix as people use them: by dot, by key, by form; and
both texts when two saved.
"""

import pytest

from tests.cast import NOW, TODAY, planned
from tests.examples import for_each_case
from tracker.experiments.models import Change, Experiment, Visibility
from tracker.jobs.models import Job
from tracker.notifications.models import Notice
from tracker.stakeholders.models import Channel, Stakeholder, Touchpoint
from tracker.stakeholders.starting_set import TYPICAL

# Pages are drawn alike from either
pytestmark = pytest.mark.sqlite_by_default

FETCH = {"X-Requested-With": "fetch"}


def test_a_facilitator_takes_those_of_the_twelve_that_fit(cast, visit):
    frida = visit(cast.frida)
    assert "Take the twelve" in frida.get("/stakeholders").text
    assert (
        frida.get("/stakeholders/typical").text.count("checked") == len(TYPICAL) == 12
    )
    frida.post(
        "/stakeholders/typical", data={"typical": ["journalists", "unions", "nobody"]}
    )
    assert {row.name for row in Stakeholder.select()} == {"Journalists", "Unions"}
    assert "Journalists" not in frida.get("/stakeholders/typical").text
    assert "Take the twelve" not in visit(cast.alma).get("/stakeholders").text


def test_somebody_is_written_and_found_on_map_and_list(cast, visit):
    data = {
        "name": "Naboer",
        "interest": 4,
        "influence": 3,
        "worry": "Larm?",
        "platforms": [cast.facebook.id],
        "owner": "Leif Dahl",
    }
    answer = visit(cast.frida).post(
        "/stakeholders/new", data={**data, "next_contact": TODAY.isoformat()}
    )
    row = Stakeholder.get()
    assert answer.location == f"/stakeholders/{row.id}" and (
        row.priority,
        row.owner,
    ) == (
        12,
        cast.leif,
    )
    page = visit(cast.alma).get("/stakeholders").text
    assert (
        "1 Naboer. Interest 4, influence 3, priority 12. Nobody has tried anything yet. No"
        " touchpoint." in page
    )
    assert "data-url" not in page and "Larm?" in page and "Leif Dahl" in page
    assert "They are on Facebook, and we do not meet them." in page
    assert f"/experiments/new?stakeholder={row.id}&amp;platform=facebook" in page
    assert 'data-url="/stakeholders' in visit(cast.leif).get("/stakeholders").text


@for_each_case(
    "wrong",
    [
        {"name": ""},
        {"interest": "9"},
        {"influence": ""},
        {"owner": "Nobody Known"},
        {"next_contact": "x"},
    ],
)
def test_what_is_wrong_is_told_beside_its_field(cast, visit, wrong):
    answer = visit(cast.frida).post(
        "/stakeholders/new",
        data={"name": "Naboer", "interest": 4, "influence": 3, **wrong},
    )
    assert (
        answer.status_code == 422 and f'id="{next(iter(wrong))}-error"' in answer.text
    )
    assert not Stakeholder.select().exists()


def test_a_dot_is_moved_and_the_loser_is_told(cast, visit, parents):
    url = f"/stakeholders/{parents.id}/place"
    data = {"interest": 5, "influence": 5, "version": 1}
    told = visit(cast.leif).post(url, data=data, headers=FETCH)
    assert told.json == {
        "version": 2,
        "said": "Forældre: interest 5, influence 5, priority 25. Saved.",
    }
    late = visit(cast.frida).post(url, data={**data, "interest": 1}, headers=FETCH)
    assert late.status_code == 409 and late.json["version"] == 2
    assert (
        visit(cast.frida)
        .post(url, data={**data, "interest": 7, "version": 2}, headers=FETCH)
        .status_code
        == 422
    )
    assert parents.reload().interest == 5
    plain = visit(cast.frida).post(url, data={**data, "interest": 1})
    assert plain.status_code == 409 and "what is saved" in plain.text


def test_both_texts_stand_after_a_stale_edit(cast, visit, parents):
    frida = visit(cast.frida)
    url = f"/stakeholders/{parents.id}/edit"
    seen = form_of(frida.get(url).text)
    parents.change(version=1, at=NOW, worry="Deres.", name="Forældre i Aldersø")
    answer = frida.post(url, data={**seen, "worry": "Mit.", "owner": "Leif Dahl"})
    assert (
        answer.status_code == 409 and "Deres." in answer.text and "Mit." in answer.text
    )
    # What only the other one changed is taken over
    assert 'value="Forældre i Aldersø"' in answer.text
    frida.post(
        url, data={**form_of(answer.text), "worry": "Begges.", "owner": "Leif Dahl"}
    )
    assert (parents.reload().worry, parents.reload().name) == (
        "Begges.",
        "Forældre i Aldersø",
    )


def form_of(page: str) -> dict:
    """The values of the form's plain fields."""
    import re

    def value(tag: str) -> str:
        found = re.search(r'value="([^"]*)"', tag)
        return found[1].replace("&#34;", '"').replace("&amp;", "&") if found else ""

    tags = re.findall(
        r'<input[^>]*name="(?:version|seen|name|next_contact)"[^>]*>', page
    )
    fields = {re.search(r'name="(\w+)"', tag)[1]: value(tag) for tag in tags}
    chosen = {
        name: re.search(
            rf'<select[^>]*name="{name}".*?selected value="(\d)"', page, re.S
        )
        for name in ("interest", "influence")
    }
    return fields | {name: found[1] for name, found in chosen.items() if found}


def test_touchpoints_stand_in_the_matrix(cast, visit, press):
    url = f"/stakeholders/{press.id}/touchpoints/new"
    data = {
        "channel": "social",
        "platform": cast.facebook.id,
        "quality": 2,
        "answer_time": "7,5",
        "answer_goal": "2",
        "volume": 40,
    }
    assert visit(cast.frida).post(url, data={**data, "platform": ""}).status_code == 422
    added = visit(cast.frida).post(
        f"{url}?next=/touchpoints", data={**data, "answer_time": "7.5"}
    )
    assert added.location == "/touchpoints", "back to where one goes through them"
    again = visit(cast.frida).post(url, data=data)
    assert again.status_code == 422 and "This touchpoint is there already" in again.text
    page = visit(cast.alma).get("/touchpoints").text
    assert (
        "Add a touchpoint" not in page
        and "Add a touchpoint" in visit(cast.frida).get("/touchpoints").text
    )
    assert (
        "quality 2 of 5" in page
        and "5.5 h over the goal" in page
        and "Only poor touchpoints" in page
    )


def test_a_touchpoint_is_changed_and_let_go(cast, visit, parents):
    point = Touchpoint.open(
        parents, channel=Channel.phone, quality=2, owner=cast.eva, at=NOW
    )
    url = f"/touchpoints/{point.id}"
    assert (
        visit(cast.eva)
        .post(f"{url}/edit", data={"quality": 4, "version": 1, "owner": "Eva Juhl"})
        .status_code
        == 303
    )
    late = visit(cast.leif).post(
        f"{url}/edit", data={"quality": 1, "version": 1, "owner": "Eva Juhl"}
    )
    assert late.status_code == 409 and "How good is it?" in late.text
    assert visit(cast.eva).post(f"{url}/removal").status_code == 403
    visit(cast.leif).post(f"{url}/removal")
    assert not Touchpoint.select().exists()


def test_an_attempt_is_about_somebody(cast, visit, parents):
    point = Touchpoint.open(parents, channel=Channel.phone, quality=2, at=NOW)
    alma = visit(cast.alma)
    page = alma.get(f"/experiments/new?stakeholder={parents.id}&platform=facebook").text
    assert (
        f'<option selected value="{parents.id}">Forældre' in page
        and f'<optgroup label="Forældre"><option value="{point.id}"' in page
    )
    plan = {
        "hypothesis": "et opkald hjælper",
        "title": "Et opkald",
        "platform": cast.facebook.id,
        "publish": "1",
        "visibility": "everyone",
    }
    # A touchpoint says whom it is about
    alma.post("/experiments/new", data={**plan, "touchpoint": point.id})
    made = Experiment.select().order_by(Experiment.id.desc()).first()
    assert (made.stakeholder, made.touchpoint) == (parents, point)
    page = alma.get(f"/experiments/{made.id}").text
    assert "It is about" in page and "Forældre" in page and "(Phone)" in page
    alma.post(
        f"/experiments/{made.id}/edit",
        data={**plan, "version": made.version, "stakeholder": "", "touchpoint": ""},
    )
    changes = (
        Change.select()
        .where(Change.experiment == made, Change.act == "edited")
        .get()
        .changes
    )
    assert changes == {"stakeholder": ["Forældre", ""], "touchpoint": ["phone", ""]}
    assert "Phone" in alma.get(f"/experiments/{made.id}/history").text


def test_a_plan_says_nothing_of_them_before_there_are_any(cast, visit):
    assert "Whom is it about?" not in visit(cast.alma).get("/experiments/new").text
    assert ">Stakeholder<" not in visit(cast.alma).get("/experiments").text


def test_the_list_is_narrowed_and_taken_along(cast, visit, parents, press):
    point = Touchpoint.open(
        parents, channel=Channel.social, platform=cast.facebook, quality=2, at=NOW
    )
    planned(
        cast.alma,
        cast.facebook,
        title="Om forældre",
        stakeholder=parents,
        touchpoint=point,
    )
    planned(
        cast.alma,
        cast.facebook,
        title="Kun os",
        stakeholder=press,
        visibility=Visibility.unit,
    )
    page = (
        visit(cast.carla)
        .get(f"/experiments?stakeholder={parents.id}&stakeholder={press.id}")
        .text
    )
    assert (
        "Om forældre" in page
        and "Kun os" not in page
        and cast.passport.title not in page
    )
    text = (
        visit(cast.carla).get(f"/experiments/export.csv?stakeholder={parents.id}").text
    )
    assert text.count("\r\n") == 2 and text.rstrip().endswith("Forældre,Facebook")
    assert "made no sense" in visit(cast.carla).get("/experiments?stakeholder=999").text


def test_off_the_map_and_back(cast, visit, parents):
    planned(cast.alma, cast.facebook, stakeholder=parents)
    frida = visit(cast.frida)
    frida.post(f"/stakeholders/{parents.id}/removal")
    assert "1 is off the map" in frida.get("/stakeholders").text
    assert "off the map" in visit(cast.alma).get(f"/stakeholders/{parents.id}").text
    for path in ("place", "contact", "removal", "touchpoints/new"):
        assert (
            frida.post(f"/stakeholders/{parents.id}/{path}", data={}).status_code == 404
        )
    frida.post(f"/stakeholders/{parents.id}/return")
    assert not parents.reload().is_archived


def test_the_owner_is_reminded_once(app, cast, visit, parents, monkeypatch):
    from tracker.notifications import handlers

    monkeypatch.setattr(handlers, "today", lambda: TODAY)
    monkeypatch.setattr(handlers, "now", lambda: NOW)
    parents.change(version=1, at=NOW, next_contact=TODAY)
    with app.app_context():
        for _ in range(2):
            handlers.remind(Job(kind="remind"))
    (notice,) = Notice.select().where(Notice.kind == "contact")
    assert (notice.person, notice.path) == (cast.leif, f"/stakeholders/{parents.id}")
    assert "due" in visit(cast.leif).get(notice.path).text
    visit(cast.leif).post(
        f"{notice.path}/contact", data={"next_contact": "2027-02-01", "version": 2}
    )
    assert str(parents.reload().next_contact) == "2027-02-01"
    wrong = visit(cast.leif).post(
        f"{notice.path}/contact", data={"next_contact": "i morgen", "version": 3}
    )
    assert (
        wrong.status_code == 422
        and 'value="i morgen"' in wrong.text
        and 'id="next_contact-error"' in wrong.text
    )
    late = visit(cast.leif).post(
        f"{notice.path}/contact", data={"next_contact": "2027-03-01", "version": 2}
    )
    assert late.status_code == 409 and 'value="2027-03-01"' in late.text
