"""The life of an experiment, as its authors and their colleagues meet it."""

import datetime as dt
import re

from tests.cast import NOW, person, planned
from tests.examples import for_each_case
from tests.sql_counter import counted
from tracker.accounts.models import FormSubmission, Unit
from tracker.experiments.models import Experiment, Stage, Visibility
from tracker.experiments.queries.form_options import audience
from tracker.guidelines.models import Platform
from tracker.lessons.models import Conclusion, Lesson
from tracker.lineage.models import BuildsOn

FETCH = {"X-Requested-With": "fetch"}
CARD = {
    "outcome": "refuted",
    "observation": "det gjorde den ikke",
    "lesson": "folk vil hellere læse",
    "decision": "stop",
}


def plan(cast, **answers):
    given = {
        "hypothesis": "en quiz får flere til at svare end et opslag",
        "platform": cast.facebook.id,
        "visibility": "everyone",
    }
    return {**given, "publish": "1", **answers}


def newest() -> Experiment:
    return Experiment.select().order_by(Experiment.id.desc()).first()


def asked(browser, path: str) -> int:
    with counted() as sent:
        assert browser.get(path).status_code == 200
    return len(sent)


def form_of(experiment: Experiment, **answers) -> dict:
    """What a browser would send back from the edit form."""
    said = {
        name: value
        for name, value in experiment.as_dict().items()
        if name not in ("platform", "co_authors")
    }
    return {
        **said,
        "platform": experiment.platform_id or "",
        "version": experiment.version,
        **answers,
    }


def test_a_form_that_was_shared_before_makes_no_second_attempt(cast, visit):
    """As after Back: the same words lead to the attempt, other words to both texts."""
    alma = visit(cast.alma)
    sent = plan(cast, submission="back")
    first = alma.post("/experiments/new", data=sent)
    made = newest()
    again = alma.post("/experiments/new", data=sent)
    assert again.status_code == 303 and again.location == first.location
    other = alma.post("/experiments/new", data=sent | {"hypothesis": "noget andet"})
    page = other.get_data(as_text=True)
    assert other.status_code == 409 and newest().id == made.id
    assert "noget andet" in page and made.hypothesis in page
    assert f'action="/experiments/{made.id}/edit"' in page
    by_itself = alma.post(
        "/experiments/new", data=sent | {"hypothesis": "noget"}, headers=FETCH
    )
    assert by_itself.status_code == 409, "autosave must not say that it is saved"


def test_what_saves_itself_says_under_which_name_the_device_keeps_it(cast, visit):
    alma = visit(cast.alma)
    saved = alma.post(
        "/experiments/new",
        data={"hypothesis": "at", "submission": "key"},
        headers=FETCH,
    ).get_json()
    page = alma.get(saved["url"]).get_data(as_text=True)
    assert f'data-draft-key="{saved["key"]}"' in page


def test_from_signed_in_to_concluded(cast, visit):
    alma = visit(cast.alma)
    assert alma.get("/experiments/new").status_code == 200
    answer = alma.post("/experiments/new", data=plan(cast))
    made = newest()
    assert (answer.status_code, answer.location) == (303, f"/experiments/{made.id}")
    assert (
        made.stage is Stage.planned
        and made.title == "En quiz får flere til at svare end et opslag"
    )

    receipt = alma.get(answer.location).text
    assert (
        "Who cannot see it" in receipt
        and f"{audience(cast.service, cast.alma).everyone} colleagues" in receipt
    )
    assert "Who cannot see it" not in alma.get(answer.location).text, (
        "a receipt is given once"
    )

    assert alma.get(f"/experiments/{made.id}/start").status_code == 200
    answer = alma.post(
        f"/experiments/{made.id}/start",
        data={"version": made.reload().version, "explore": "1"},
    )
    assert answer.status_code == 303
    assert made.reload().criterion == "We don't know yet, we explore."

    assert alma.get(f"/experiments/{made.id}/conclusion").status_code == 200
    assert alma.post(f"/experiments/{made.id}/conclusion", data=CARD).status_code == 303
    page = visit(cast.carla).get(f"/experiments/{made.id}").text
    assert "folk vil hellere læse" in page and "locked at start" in page
    for path in ("history", "edit", "conclusion"):
        assert alma.get(f"/experiments/{made.id}/{path}").status_code == 200


def test_publishing_asks_for_three_things_and_keeps_what_was_typed(cast, visit):
    answer = visit(cast.alma).post(
        "/experiments/new",
        data=plan(cast, hypothesis="", title="", platform="", method="sådan her"),
    )
    assert answer.status_code == 422
    assert answer.text.count("Please fill this in.") >= 3 and "sådan her" in answer.text


def test_a_draft_needs_nothing_and_is_saved_as_one_types(cast, visit):
    alma = visit(cast.alma)
    answer = alma.post(
        "/experiments/new", data={"hypothesis": "at", "submission": "k1"}, headers=FETCH
    ).json
    draft = newest()
    assert (
        answer["url"] == f"/experiments/{draft.id}/edit"
        and draft.is_draft
        and draft.title == ""
    )
    more = {
        "hypothesis": "at quiz virker",
        "submission": "k1",
        "version": answer["version"],
        "invited": "Carla Munk",
    }
    answer = alma.post(answer["url"], data=more, headers=FETCH)
    assert answer.json["version"] == draft.reload().version > draft.version
    assert (
        draft.reload().hypothesis == "at quiz virker"
        and draft.reload().draft_extras["invited"] == [cast.carla.id]
    )
    stale = alma.post(
        answer.json["url"], data={"hypothesis": "nej", "version": 1}, headers=FETCH
    )
    assert stale.status_code == 409 and draft.reload().hypothesis == "at quiz virker"
    assert not draft.changes.exists(), "a draft has no history"


def test_a_double_click_makes_one_experiment(cast, visit):
    alma = visit(cast.alma)
    before = Experiment.select().count()
    answers = [
        alma.post("/experiments/new", data=plan(cast, submission="k2"))
        for _ in range(2)
    ]
    assert {answer.status_code for answer in answers} == {303}
    assert answers[0].location == answers[1].location
    assert Experiment.select().count() == before + 1


def test_publishing_takes_up_the_draft_that_the_same_form_just_saved(cast, visit):
    alma = visit(cast.alma)
    alma.post(
        "/experiments/new",
        data={"hypothesis": "en qu", "submission": "k3"},
        headers=FETCH,
    )
    made = newest()
    answer = alma.post("/experiments/new", data=plan(cast, submission="k3"))
    assert answer.location == f"/experiments/{made.id}"
    assert made.reload().stage is Stage.planned and made.reload().hypothesis.startswith(
        "en quiz"
    )


def test_already_tried_is_told_in_one_go_and_says_so(cast, visit):
    link = "https://www.facebook.com/aldersoe/posts/1"
    told = plan(cast, already="y", criterion="200 svar", platform="", link=link, **CARD)
    answer = visit(cast.alma).post("/experiments/new", data=told)
    made = newest()
    assert (
        answer.status_code == 303
        and made.stage is Stage.concluded
        and made.criterion_afterwards
    )
    assert made.platform == cast.facebook, "the pasted link sets the platform"
    assert [row.url for row in made.links] == [
        link
    ] and made.lessons.first().statement == CARD["lesson"]
    assert "written afterwards" in visit(cast.carla).get(answer.location).text


def test_what_was_never_begun_here_is_said_to_be_written_afterwards(cast, visit):
    answer = visit(cast.alma).post(
        "/experiments/new", data=plan(cast, already="y", **CARD)
    )
    page = visit(cast.carla).get(answer.location).text
    assert not newest().criterion_afterwards and page.count("written afterwards") == 1
    newest_id = newest().id
    Experiment.update(published_at=NOW - dt.timedelta(days=9)).where(
        Experiment.id == newest_id
    ).execute()
    assert "written afterwards" not in visit(cast.carla).get(answer.location).text, (
        "it was planned here before"
    )


def test_already_tried_and_to_be_tried_again_opens_the_next_plan(cast, visit):
    alma = visit(cast.alma)
    answer = alma.post(
        "/experiments/new",
        data=plan(cast, already="y", **{**CARD, "decision": "retry"}),
    )
    made = newest()
    assert (
        made.stage is Stage.concluded
        and answer.location == f"/experiments/new?retry={made.id}"
    )
    page = alma.get(answer.location).text
    assert (
        made.hypothesis in page
        and f'name="builds_on" type="hidden" value="{made.id}"' in page
    )


def test_an_entirely_empty_draft_is_not_kept(cast, visit):
    alma = visit(cast.alma)
    before = Experiment.select().count()
    answer = alma.post(
        "/experiments/new", data={"draft": "1", "visibility": "everyone"}
    )
    assert answer.status_code == 422 and "Write a word first." in answer.text
    # Whoever only chose something goes on looking at the form: that is no fault
    chosen = {"visibility": "unit", "platform": str(cast.facebook.id)}
    answer = alma.post("/experiments/new", data=chosen, headers=FETCH)
    assert answer.status_code == 204
    assert Experiment.select().count() == before


def test_the_form_is_small_and_what_was_learnt_comes_when_it_is_asked_for(cast, visit):
    alma = visit(cast.alma)
    cast.alma.set_locale("da")
    page = alma.get("/experiments/new")
    assert len(page.data) < 20 * 1024 and 'name="observation"' not in page.text
    assert 'name="observation"' in alma.get("/experiments/new/learnt").text
    # Without a script: whoever sends it with the tick gets the questions with it
    sent = alma.post("/experiments/new", data=plan(cast, already="y"))
    assert sent.status_code == 422 and 'name="observation"' in sent.text


def test_already_tried_publishes_all_or_nothing(cast, visit):
    before = Experiment.select().count()
    answer = visit(cast.alma).post(
        "/experiments/new", data=plan(cast, already="y", **{**CARD, "lesson": ""})
    )
    assert answer.status_code == 422 and Experiment.select().count() == before


def test_a_draft_of_what_was_already_tried_keeps_its_learning_card(cast, visit):
    alma = visit(cast.alma)
    typed = plan(cast, already="y", result="12.5", link="https://x.com/1", **CARD)
    del typed["publish"]
    alma.post("/experiments/new", data={**typed, "draft": "1"})
    page = alma.get(f"/experiments/{newest().id}/edit").text
    assert (
        CARD["observation"] in page
        and "https://x.com/1" in page
        and 'value="12.5"' in page
    )
    assert not newest().conclusions.exists() and not newest().links.exists()


def test_building_on_another_inherits_its_lesson(cast, visit):
    carla = visit(cast.carla)
    page = carla.get(f"/experiments/new?builds_on={cast.passport.id}").text
    assert "Folk spørger om aftenen" in page
    carla.post(
        "/experiments/new",
        data=plan(cast, builds_on=cast.passport.id, note="ved frokost"),
    )
    child = newest()
    assert [(d.parent_id, d.note) for d in child.parents] == [
        (cast.passport.id, "ved frokost")
    ]
    assert "Spørgetime torsdag aften" in carla.get(f"/experiments/{child.id}").text
    assert (
        "1 attempt builds on it"
        in visit(cast.bo).get(f"/experiments/{cast.passport.id}").text
    )


def test_what_one_may_not_see_cannot_be_built_on(cast, visit):
    carla = visit(cast.carla)
    for hidden in (cast.quiz, cast.dream):
        assert carla.get(f"/experiments/new?builds_on={hidden.id}").status_code == 404
        assert (
            carla.post(
                "/experiments/new", data=plan(cast, builds_on=hidden.id)
            ).status_code
            == 404
        )
        assert carla.get(f"/experiments/new?retry={hidden.id}").status_code == 404


def test_parents_and_children_that_one_may_not_see_are_not_told(cast, visit):
    BuildsOn.record(cast.passport, cast.quiz)
    secret = planned(
        cast.alma, cast.facebook, title="Hemmelig", visibility=Visibility.unit
    )
    BuildsOn.record(secret, cast.passport)
    BuildsOn.record(cast.dream, cast.passport)
    page = visit(cast.carla).get(f"/experiments/{cast.passport.id}").text
    assert cast.quiz.title not in page and "builds on it" not in page
    assert (
        "1 attempt builds on it"
        in visit(cast.bo).get(f"/experiments/{cast.passport.id}").text
    )


def test_deciding_to_try_again_opens_the_next_plan(cast, visit):
    alma = visit(cast.alma)
    answer = alma.post(
        f"/experiments/{cast.quiz.id}/conclusion", data={**CARD, "decision": "retry"}
    )
    assert answer.location == f"/experiments/new?retry={cast.quiz.id}"
    page = alma.get(answer.location).text
    assert (
        cast.quiz.hypothesis in page
        and f'name="builds_on" type="hidden" value="{cast.quiz.id}"' in page
    )
    assert visit(cast.carla).get(answer.location).status_code == 404, (
        "only the unit sees it"
    )


def test_a_change_of_a_locked_criterion_is_shown_with_what_it_said(cast, visit):
    alma = visit(cast.alma)
    answer = alma.post(
        f"/experiments/{cast.passport.id}/edit",
        data=form_of(cast.passport, criterion="under 50", co_authors="Bo Friis"),
    )
    assert answer.status_code == 303
    page = visit(cast.carla).get(f"/experiments/{cast.passport.id}").text
    assert (
        "under 50" in page and "<del>opkaldene falder fra 58 til under 45</del>" in page
    )
    history = visit(cast.carla).get(f"/experiments/{cast.passport.id}/history").text
    assert "50</ins>" in history and "after:" in history


def test_a_stale_edit_loses_nothing(cast, visit):
    alma = visit(cast.alma)
    bo = visit(cast.bo)
    mine = form_of(cast.passport, hypothesis="Almas tekst", co_authors="Bo Friis")
    theirs = form_of(cast.passport, hypothesis="Bos tekst", co_authors="Bo Friis")
    assert (
        bo.post(f"/experiments/{cast.passport.id}/edit", data=theirs).status_code == 303
    )
    answer = alma.post(f"/experiments/{cast.passport.id}/edit", data=mine)
    assert (
        answer.status_code == 409
        and "Almas tekst" in answer.text
        and "Bos tekst" in answer.text
    )
    now = cast.passport.reload()
    assert now.hypothesis == "Bos tekst" and f'value="{now.version}"' in answer.text
    merged = {**mine, "hypothesis": "Almas og Bos tekst", "version": now.version}
    assert (
        alma.post(f"/experiments/{cast.passport.id}/edit", data=merged).status_code
        == 303
    )
    assert cast.passport.reload().hypothesis == "Almas og Bos tekst"


def test_the_same_text_saved_twice_is_no_conflict(cast, visit):
    alma = visit(cast.alma)
    mine = form_of(cast.passport, hypothesis="Ny", co_authors="Bo Friis")
    answers = [
        alma.post(f"/experiments/{cast.passport.id}/edit", data=mine).status_code
        for _ in range(2)
    ]
    assert answers == [303, 303]


def test_after_a_stale_save_what_only_the_other_changed_is_taken_over(cast, visit):
    alma = visit(cast.alma)
    shown = alma.get(f"/experiments/{cast.passport.id}/edit").text
    seen = (
        shown.split('name="seen"')[1]
        .split('value="')[1]
        .split('"')[0]
        .replace("&#34;", '"')
    )
    cast.passport.reload().amend(
        version=cast.passport.version, by=cast.bo, at=NOW, method="Bos måde"
    )
    answer = alma.post(
        f"/experiments/{cast.passport.id}/edit",
        data=form_of(
            cast.passport, title="Almas titel", seen=seen, co_authors="Bo Friis"
        ),
    )
    assert answer.status_code == 409
    assert "Bos måde</textarea>" in answer.text.replace("\r\n", "\n").replace(
        ">\n", ">"
    )


def test_starting_needs_a_criterion_and_happens_once(cast, visit):
    made = planned(cast.alma, cast.facebook)
    alma = visit(cast.alma)
    assert (
        alma.post(
            f"/experiments/{made.id}/start",
            data={"criterion": " ", "version": made.version},
        ).status_code
        == 422
    )
    sent = {"criterion": "200 svar", "version": made.reload().version}
    assert [
        alma.post(f"/experiments/{made.id}/start", data=sent).status_code
        for _ in range(2)
    ] == [303, 303]
    other = alma.post(
        f"/experiments/{made.id}/start", data={**sent, "criterion": "300 svar"}
    )
    assert (
        other.status_code == 409
        and "300 svar" in other.text
        and "200 svar" in other.text
    )
    assert made.reload().criterion == "200 svar"


def test_a_draft_is_nobodys_but_its_authors(cast, visit):
    others = (cast.bo, cast.frida, cast.leif, cast.ada)
    for n, path in enumerate(("", "/edit", "/start", "/conclusion", "/history")):
        for other in (cast.carla, others[n % 4]):
            assert (
                visit(other).get(f"/experiments/{cast.dream.id}{path}").status_code
                == 404
            )
    for path in ("/edit", "/start", "/conclusion", "/discard"):
        assert (
            visit(cast.ada)
            .post(f"/experiments/{cast.dream.id}{path}", data={})
            .status_code
            == 404
        )
    assert visit(cast.alma).get(f"/experiments/{cast.dream.id}").status_code == 200


@for_each_case("path", ["/edit", "/start", "/conclusion"])
def test_only_authors_change_it(cast, visit, path):
    here = f"/experiments/{cast.passport.id}{path}"
    assert visit(cast.carla).get(here).status_code == 403
    for other in (cast.carla, cast.leif, cast.ada):
        assert visit(other).post(here, data={}).status_code == 403
    assert (
        visit(cast.carla).get(f"/experiments/{cast.quiz.id}{path}").status_code == 404
    )
    assert visit(cast.bo).get(f"/experiments/{cast.passport.id}{path}").status_code in (
        200,
        303,
    )


def test_a_draft_is_thrown_away_and_what_was_published_is_kept(cast, visit):
    alma = visit(cast.alma)
    assert alma.post(f"/experiments/{cast.dream.id}/discard").status_code == 303
    assert alma.get(f"/experiments/{cast.dream.id}").status_code == 404
    assert alma.post(f"/experiments/{cast.passport.id}/discard").status_code == 303
    assert cast.passport.reload().title == cast.passport.title


def test_fields_that_nobody_asked_for_are_ignored(cast, visit):
    sneaky = {
        "author": cast.ada.id,
        "unit": cast.library.id,
        "stage": "concluded",
        "published_at": "2020-01-01",
        "source": "x",
        "words": "x",
        "imported_version": 9,
    }
    visit(cast.alma).post("/experiments/new", data=plan(cast, version=77, **sneaky))
    made = newest()
    assert (made.author, made.unit, made.stage, made.source) == (
        cast.alma,
        cast.service,
        Stage.planned,
        None,
    )
    assert (
        made.version < 77
        and made.published_at.year > 2020
        and made.words != "x"
        and made.imported_version is None
    )
    visit(cast.alma).post(f"/experiments/{made.id}/edit", data=form_of(made, **sneaky))
    assert (made.reload().author, made.reload().unit, made.reload().stage) == (
        cast.alma,
        cast.service,
        Stage.planned,
    )
    visit(cast.alma).post(
        f"/experiments/{made.id}/conclusion",
        data={**CARD, "by": cast.ada.id, "imported": "1", "at": "2020"},
    )
    card = Conclusion.get(Conclusion.experiment == made)
    assert (
        card.by == cast.alma
        and not card.imported
        and Lesson.get(Lesson.experiment == made).statement == CARD["lesson"]
    )


def test_the_button_says_who(cast, visit):
    page = visit(cast.alma).get("/experiments/new").text
    people = audience(cast.service, cast.alma)
    assert (
        f"Share with everyone, {people.everyone} colleagues" in page
        and f"Share with Borgerservice, {people.in_unit} colleague" in page
    )


def test_what_is_suggested(cast, visit):
    alma = visit(cast.alma)
    cast.passport.amend(
        version=cast.passport.version,
        by=cast.alma,
        at=NOW,
        tags=["pas", "borgerkontakt"],
    )
    cast.dream.amend(version=cast.dream.version, by=cast.alma, at=NOW, tags=["pasfoto"])
    assert alma.get("/experiments/suggest/tags?q=pa").json == ["pas"], (
        "tags of drafts are not told"
    )
    people = alma.get("/experiments/suggest/people?q=mu").json
    assert people == [
        {"value": "Carla Munk", "label": "Carla Munk", "hint": "Bibliotek"}
    ]
    assert alma.get("/experiments/suggest/people?q=Alma").json == [], (
        "nobody is a co-author of their own"
    )
    assert len(alma.get("/experiments/suggest/people?q=Alma&me=1").json) == 1, (
        "but one may keep in touch oneself"
    )
    assert alma.get("/experiments/suggest/people?q=Dan").json == [], (
        "who has left is not suggested"
    )
    assert (
        "reach"
        in alma.get(
            f"/experiments/suggest/metrics?q=rea&platform={cast.facebook.id}"
        ).json
    )


WRONG = (
    {
        "hours": "mange",
        "cost": "1e99",
        "baseline": "nan",
        "starts_on": "i morgen",
        "title": "x" * 201,
        "platform": "abc",
        "visibility": "nobody",
        "format": "hest",
        "co_authors": "Ingen Kender",
        "link": "javascript:alert(1)",
    },
    {"hours": "-1", "cost": "99999999999", "platform": "99999", "tags": "x" * 41},
    {"tags": ",".join("abcdefghijklmn"), "co_authors": "Dan Bech"},
    {"ends_on": "2026-09-01"},
)


def test_what_cannot_be_is_told_beside_its_field(cast, visit):
    alma = visit(cast.alma)
    for wrong in WRONG:
        begun = {"starts_on": "2026-09-02", **wrong}
        answer = alma.post("/experiments/new", data=plan(cast, **begun))
        assert answer.status_code == 422, wrong
        for name in wrong:
            assert f'id="{name}-error"' in answer.text, name


def test_a_note_has_an_end_and_a_new_plan_no_version(cast, visit):
    for wrong, status in (({"note": "x" * 501}, 422), ({"version": "x"}, 303)):
        answer = visit(cast.alma).post("/experiments/new", data=plan(cast, **wrong))
        assert answer.status_code == status


def test_the_page_asks_a_bounded_number_of_questions(cast, visit):
    alma = visit(cast.alma)
    unit = Unit.named("Direktionen")
    paths = [
        f"/experiments/{cast.passport.id}",
        f"/experiments/{cast.passport.id}/history",
        f"/experiments/{cast.passport.id}/edit",
    ]
    few = [asked(alma, path) for path in paths]
    for n in range(3):
        someone = person(f"Kollega Nr{n}", unit)
        now = cast.passport.reload()
        names = [*now.co_author_ids(), someone.id]
        now.amend(
            version=now.version,
            by=cast.alma,
            at=NOW,
            co_authors=names,
            tags=[f"t{i}" for i in range(n)],
            criterion=f"{n}",
        )
        BuildsOn.record(planned(someone, cast.facebook), cast.passport)
        BuildsOn.record(cast.passport, planned(someone, cast.facebook))
    many = [asked(alma, path) for path in paths]
    # The lessons of parents are asked for where there are parents
    assert max(many) < 35
    assert all(now <= before + 1 for now, before in zip(many, few, strict=True))


def test_the_second_click_of_another_person_is_another_form(cast, visit):
    for who in (cast.alma, cast.carla):
        visit(who).post("/experiments/new", data=plan(cast, submission="same"))
    assert FormSubmission.select().where(FormSubmission.key == "same").count() == 2


def test_a_draft_of_several_is_thrown_away_by_nobody_and_left_by_each(cast, visit):
    """Bo leaves it; Alma leaves it, and it becomes Eva's, who alone is left and may
    throw it away.
    """
    at = f"/experiments/{cast.dream.id}"
    cast.dream.amend(
        version=cast.dream.version, by=cast.alma, at=NOW, co_authors=[cast.bo, cast.eva]
    )
    alma = visit(cast.alma)
    bo = visit(cast.bo)
    eva = visit(cast.eva)
    assert (
        re.search(r"Leave this draft\s*<", bo.get(at).text)
        and "Throw the draft away" not in bo.get(at).text + alma.get(at).text
    )
    assert bo.post(f"{at}/discard").status_code == 403
    told = alma.post(f"{at}/discard", follow_redirects=True).text
    assert (
        "Others write this draft, too." in told
        and cast.dream.reload().co_author_ids()
        == [
            cast.bo.id,
            cast.eva.id,
        ]
    )
    opened = form_of(cast.dream.reload())
    assert bo.post(f"{at}/leave").location == "/me" and bo.get(at).status_code == 404
    assert alma.post(f"{at}/edit", data={**opened, "draft": "1"}).status_code in (
        303,
        409,
    )
    assert cast.dream.reload().co_author_ids() == [cast.eva.id]
    assert "Leave this draft to Eva Juhl" in alma.get(at).text
    cast.eva.change_unit(cast.library)
    assert (
        alma.post(f"{at}/leave").status_code == 303 and alma.get(at).status_code == 404
    )
    left = cast.dream.reload()
    assert (left.author, left.unit, left.co_author_ids()) == (
        cast.eva,
        cast.library,
        [],
    )
    assert (
        eva.post(f"{at}/leave").status_code == 403
        and "Throw the draft away" in eva.get(at).text
    )
    assert (
        eva.post(f"{at}/discard").status_code == 303 and eva.get(at).status_code == 404
    )


def test_nobody_leaves_what_was_published(cast, visit):
    assert (
        visit(cast.bo).post(f"/experiments/{cast.passport.id}/leave").status_code == 403
    )
    assert cast.passport.reload().co_author_ids() == [cast.bo.id]
    assert (
        visit(cast.bo).post(f"/experiments/{cast.passport.id}/discard").status_code
        == 403
    )


def test_share_and_write_another_leads_to_an_empty_form(cast, visit):
    alma = visit(cast.alma)
    sent = {
        "title": "Den første",
        "hypothesis": "noget virker",
        "platform": cast.facebook.id,
        "visibility": "everyone",
        "another": "1",
    }
    answer = alma.post("/experiments/new", data=sent)
    assert answer.location == "/experiments/new"
    page = alma.get(answer.location).text
    assert "“Den første” is shared" in page
    assert "noget virker" not in page
    assert Experiment.get(Experiment.title == "Den første").stage is Stage.planned


def test_a_draft_that_is_opened_again_is_shared_for_another_too(cast, visit):
    alma = visit(cast.alma)
    sent = {
        "title": "Den anden",
        "hypothesis": "noget virker",
        "platform": cast.facebook.id,
        "visibility": "everyone",
    }
    alma.post("/experiments/new", data=sent | {"draft": "1"})
    draft = Experiment.get(Experiment.title == "Den anden")
    page = alma.get(f"/experiments/{draft.id}/edit").text
    assert 'name="another"' in page
    answer = alma.post(
        f"/experiments/{draft.id}/edit",
        data=sent | {"version": draft.version, "another": "1"},
    )
    assert answer.location == "/experiments/new"
    assert draft.reload().stage is Stage.planned
    page = alma.get(f"/experiments/{draft.id}/edit").text
    assert 'name="another"' not in page


def test_a_copy_begins_with_the_texts_of_an_own_attempt_and_builds_on_nothing(
    cast, visit
):
    page = visit(cast.alma).get(f"/experiments/new?copy={cast.passport.id}").text
    assert cast.passport.hypothesis in page
    assert 'name="builds_on" type="hidden" value=""' in page
    for reader, status in ((cast.bo, 200), (cast.carla, 403)):
        browser = visit(reader)
        answer = browser.get(f"/experiments/new?copy={cast.passport.id}")
        assert answer.status_code == status
    answer = visit(cast.carla).get(f"/experiments/new?copy={cast.quiz.id}")
    assert answer.status_code == 404
    assert "?copy=" in visit(cast.alma).get(f"/experiments/{cast.passport.id}").text
    assert (
        "?copy=" not in visit(cast.carla).get(f"/experiments/{cast.passport.id}").text
    )


def test_the_last_platform_is_remembered_while_it_is_in_use(cast, visit):
    chosen = f'<option selected value="{cast.facebook.id}"'
    assert chosen in visit(cast.alma).get("/experiments/new").text
    assert chosen not in visit(cast.carla).get("/experiments/new").text
    Platform.update(in_use=False).where(Platform.id == cast.facebook.id).execute()
    assert chosen not in visit(cast.alma).get("/experiments/new").text
