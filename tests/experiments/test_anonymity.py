"""Naming it later: until its author names it, no page, list, export, notice or log
tells anybody who it was.
"""

import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import examples
from tests.access import ELSEWHERE, LEADER
from tests.cast import NOW, concluded, person
from tests.examples import for_each_case, tries
from tests.experiments.anonymous_experiment import (
    CANARY,
    addresses,
    all_about,
    canary,
    is_near,
    known_places,
    much_happens,
    read_by_others,
    traces,
    withheld,
)
from tests.routes import KEEPERS
from tracker.accounts.models import Person, Unit
from tracker.app import HANDLERS
from tracker.audit.models import AuditEvent
from tracker.comments.models import Comment
from tracker.concerns.models import Concern, ConcernTarget
from tracker.core.validation import ValidationFailed
from tracker.endorsements.models import Endorsement, EndorsementKind
from tracker.experiments.models import Change, Experiment, Stage, Visibility
from tracker.experiments.queries import credited, rows_of
from tracker.experiments.queries.profile_links import to_people
from tracker.jobs.models import Job
from tracker.jobs.worker import run_due
from tracker.lessons.enums import EvidenceDirection
from tracker.lessons.models import Evidence
from tracker.notifications.models import Notice
from tracker.web.clock import now


@pytest.fixture
def shy(cast):
    return canary(cast)


def tell_all(app):
    with app.app_context():
        run_due({"tell": HANDLERS["tell"]}, now)


@pytest.mark.sqlite_by_default
def test_nothing_that_anybody_else_reads_tells_who_it_was(
    app, cast, visit, shy, caplog, request
):
    """By default each page that tells of the attempt is read by one who may, and sees
    least, and so is a share of the others and of the lists that are narrowed; what is
    said at it also by those who see more. With --faults everybody reads everything.
    """
    everything = request.config.getoption("--faults")
    caplog.set_level(logging.INFO)
    experiment = withheld(cast, shy)
    much_happens(app, cast, shy, experiment)
    tell_all(app)
    if everything:
        read = read_by_others(app, cast, visit, experiment, shy)
    else:
        there = addresses(app, cast, experiment, shy)
        near = [path for path in there if is_near(experiment, path)]
        far = [path for path in there if path not in near]
        narrowed = [path for path in near if "?" in path]
        near = [path for path in near if "?" not in path]
        some = {*near, *narrowed[::6], *far[::24]}
        some = {"readers": None, "only": some.__contains__}
        read = read_by_others(app, cast, visit, experiment, shy, **some)
        more = {"readers": (LEADER, *KEEPERS), "only": all_about(experiment)}
        read += read_by_others(app, cast, visit, experiment, shy, **more)
    assert len(read) > (1000 if everything else 50)
    told = [
        (who, path, found) for who, path, text in read if (found := traces(text, shy))
    ]
    assert [(who, path) for who, path, _ in told if not known_places(path)] == []
    assert not any(traces(record.getMessage(), shy) for record in caplog.records)
    for path in (
        "/experiments?q=zwyqvist",
        "/lessons?q=zwyqvist",
        "/experiments/export.csv?q=zwyqvist",
    ):
        assert "egneark" not in visit(cast.carla).get(path).text
    page = visit(cast.carla).get(f"/experiments/{experiment.id}").text
    assert "a colleague in Borgerservice" in page and "the author" in page
    assert "hidden by the author" in visit(cast.frida).get("/concerns").text


def test_from_the_day_of_naming_it_is_told_everywhere(app, cast, visit, shy):
    experiment = withheld(cast, shy)
    much_happens(app, cast, shy, experiment)
    assert visit(shy).post(f"/experiments/{experiment.id}/name").status_code == 303
    tell_all(app)
    at = f"/experiments/{experiment.id}"
    for path in (
        at,
        f"{at}/history",
        f"{at}/lineage",
        f"/people/{shy.id}",
        "/experiments",
        f"/lessons/{experiment.lessons.get().id}",
    ):
        assert CANARY in visit(cast.carla).get(path).text, path
    assert f"/people/{shy.id}" in visit(cast.carla).get(at).text  # beside what was said
    assert "Put a name to it." in visit(cast.carla).get(f"{at}/history").text
    assert (
        f"{CANARY} stands by “Regneark som opslag” by name"
        in visit(cast.carla).get("/notifications").text
    )


def test_naming_is_told_once_to_those_who_took_part(app, cast, visit, shy):
    experiment = withheld(cast, shy)
    Endorsement.add(experiment, kind=EndorsementKind.courage, by=cast.leif, at=NOW)
    Comment.add(experiment, body="Hvor mange?", by=cast.carla, at=NOW)
    for _ in range(2):
        visit(shy).post(f"/experiments/{experiment.id}/name")
    tell_all(app)
    told = Notice.select(Notice.person).where(Notice.kind == "claimed").tuples()
    assert {id for (id,) in told} >= {cast.leif.id, cast.carla.id} and shy.id not in {
        id for (id,) in told
    }
    assert (
        Change.select()
        .where(Change.experiment == experiment, Change.act == "named")
        .count()
        == 1
    )


def test_only_the_author_names_it(cast, visit, shy):
    experiment = withheld(cast, shy)
    for who in (cast.carla, cast.leif, cast.frida, cast.ada):
        assert visit(who).post(f"/experiments/{experiment.id}/name").status_code == 403
    assert experiment.reload().withheld


def test_the_author_edits_and_answers_and_is_told_so(cast, visit, shy):
    experiment = withheld(cast, shy)
    page = visit(shy).get(f"/experiments/{experiment.id}").text
    assert (
        "Put my name to it" in page
        and "only you see that it is yours" in page
        and CANARY not in page.split("<main")[1]
    )
    assert visit(shy).get(f"/experiments/{experiment.id}/edit").status_code == 200
    assert (
        visit(shy)
        .post(f"/experiments/{experiment.id}/endorsements", data={"kind": "courage"})
        .status_code
        == 403
    )
    assert "Shared without your name" in visit(shy).get("/me").text
    assert "Regneark" not in visit(shy).get(f"/people/{shy.id}").text


def test_a_unit_of_four_is_too_small(cast, visit):
    shy = canary(cast, others=0)
    with pytest.raises(
        ValidationFailed, match="Fewer than five people work in Borgerservice"
    ):
        withheld(cast, shy)
    assert (
        not Experiment.select()
        .where(Experiment.author == shy, Experiment.withheld)
        .exists()
    )
    assert "Not by name yet?" not in visit(shy).get("/experiments/new").text
    form = {
        "hypothesis": "x",
        "title": "y",
        "platform": cast.facebook.id,
        "unnamed": "1",
    }
    answer = visit(shy).post("/experiments/new", data=form)
    assert answer.status_code == 422 and "Fewer than five people" in answer.text


@pytest.mark.sqlite_by_default
def test_when_the_unit_has_become_small_it_is_not_told_either(
    app, cast, visit, shy, request
):
    experiment = withheld(cast, shy)
    Person.get(Person.name == "Kollega Nummer0").disable(NOW)
    assert credited(experiment, cast.carla).unit is None
    assert rows_of([experiment.id], cast.carla)[0].credit.unit is None
    carla = visit(cast.carla)
    service = cast.service.id
    for path in (
        f"/units/{service}",
        f"/experiments?unit={service}",
        f"/lessons?unit={service}",
    ):
        assert "Regneark" not in carla.get(path).text, path
    rest = [
        line
        for line in carla.get("/experiments/export.csv").text.splitlines()
        if "Regneark" in line
    ]
    assert rest and not any("Borgerservice" in line for line in rest)
    hint = carla.get("/experiments/suggest/attempts?q=regneark").json[0]["hint"]
    assert (
        hint == "" and "a colleague" in carla.get(f"/experiments/{experiment.id}").text
    )
    much_happens(app, cast, shy, experiment)
    some = {"readers": [ELSEWHERE]}
    if not request.config.getoption("--faults"):
        some["only"] = all_about(experiment)
    read = read_by_others(app, cast, visit, experiment, shy, **some)
    assert len(read) > 4
    for _, path, text in read:
        assert known_places(path) or not traces(text, shy), path


def test_concluded_unseen_through_the_form_then_shared_as_a_colleague(cast, visit, shy):
    browser = visit(shy)
    card = {
        "already": "y",
        "outcome": "refuted",
        "observation": "Ingen svarede.",
        "lesson": "Regneark er til os selv.",
        "decision": "stop",
    }
    plan = {
        "title": "Regneark som opslag",
        "hypothesis": "et regneark får flere til at svare",
        "platform": cast.facebook.id,
    }
    browser.post("/experiments/new", data={**plan, **card, "draft": "1"})
    draft = Experiment.get(Experiment.author == shy)
    assert (
        draft.is_draft
        and visit(cast.eva).get(f"/experiments/{draft.id}").status_code == 404
    )
    seen = {"link": "https://www.linkedin.com/in/xanthippe", "version": draft.version}
    page = browser.post(
        f"/experiments/{draft.id}/edit",
        data={**plan, **card, **seen, "draft": "1"},
        follow_redirects=True,
    )
    form = browser.get(f"/experiments/{draft.id}/edit").text
    assert (
        "Share as a colleague in Borgerservice" in form
        and "This link may lead to a person" in form
    ), page
    answer = browser.post(
        f"/experiments/{draft.id}/edit",
        data={**plan, **card, "version": draft.reload().version, "unnamed": "1"},
    )
    assert answer.status_code == 303
    shown = draft.reload()
    assert (
        shown.withheld
        and shown.stage is Stage.concluded
        and shown.published_at.time().isoformat() == "00:00:00"
    )
    assert (
        "as “a colleague in Borgerservice”"
        in browser.get(f"/experiments/{draft.id}").text
    )
    read = visit(cast.leif).get(f"/experiments/{draft.id}").text
    assert "Regneark er til os selv." in read and not traces(read, shy)


def test_what_was_shared_by_name_keeps_its_name(cast, visit, shy):
    experiment = concluded(shy, cast.facebook)
    plan = {
        "title": "t",
        "hypothesis": "h",
        "platform": cast.facebook.id,
        "version": experiment.version,
        "unnamed": "1",
    }
    visit(shy).post(f"/experiments/{experiment.id}/edit", data=plan)
    experiment.reload().publish(by=shy, at=NOW, withheld=True)
    assert not experiment.reload().withheld


def test_a_link_that_is_taken_away_is_forgotten_by_the_history_too(cast, visit, shy):
    experiment = withheld(cast, shy, link="https://www.linkedin.com/in/zwyqvist")
    assert (
        "This link may lead to a person"
        in visit(shy).get(f"/experiments/{experiment.id}").text
    )
    assert (
        "This link may lead to a person"
        not in visit(cast.carla).get(f"/experiments/{experiment.id}").text
    )
    experiment.links.get().remove(by=shy, at=NOW)
    assert (
        "zwyqvist"
        not in visit(cast.carla).get(f"/experiments/{experiment.id}/history").text
    )


LEADS = [
    "https://www.linkedin.com/in/alma-holm",
    "http://facebook.com/alma.holm?x=1",
    "https://m.facebook.com/profile.php?id=4",
]
LEADS += [
    "https://x.com/alma/status/12",
    "https://twitter.com/alma",
    "https://mastodon.social/@alma",
    "https://www.tiktok.com/@alma/video/1",
]
LEADS_NOT = [
    "https://example.org/alma",
    "https://www.facebook.com/groups/12",
    "https://x.com/hashtag/pas",
    "https://x.com/",
    "x.com",
]


@for_each_case("url", LEADS)
def test_links_to_people_are_told_apart(url):
    assert to_people([f"se ({url}), tak"]) == [url]


@for_each_case("url", LEADS_NOT)
def test_from_those_that_lead_to_nobody(url):
    assert to_people([url]) == []


def test_it_can_only_be_yours_alone(cast, shy):
    with pytest.raises(ValidationFailed, match="Leave the others out"):
        withheld(cast, shy, co_authors=[cast.bo])
    experiment = withheld(cast, shy)
    with pytest.raises(ValidationFailed, match="Leave the others out"):
        experiment.amend(
            version=experiment.version, by=shy, at=NOW, co_authors=[cast.bo]
        )


def test_shown_to_the_unit_only_the_picker_does_not_know_an_author_who_moved(
    cast, visit, shy
):
    experiment = withheld(cast, shy, visibility=Visibility.unit)
    person("Kollega Nummer9", cast.service)
    shy.change_unit(cast.library)
    found = (
        visit(cast.eva)
        .get(f"/experiments/{experiment.id}/comments/people?q=Xanthippe")
        .json
    )
    assert (
        found == []
        and visit(shy).get(f"/experiments/{experiment.id}").status_code == 200
    )


def test_no_job_and_no_notice_carries_the_author(app, cast, shy):
    experiment = withheld(cast, shy)
    much_happens(app, cast, shy, experiment)
    assert not [job for job in Job.select() if job.payload.get("by") == shy.id]
    tell_all(app)
    assert not Notice.select().where(Notice.by == shy).exists()
    own = (
        Notice.select()
        .where(Notice.person == shy, Notice.kind.in_(["comment", "reply", "question"]))
        .count()
    )
    assert own == 2  # what Carla and Eva said, and nothing of one's own


def test_the_first_attempt_of_an_author_who_is_withheld_is_not_put_first(
    cast, visit, shy
):
    """Nor does it make the second, by name, count as a second."""
    withheld(cast, shy)
    from tracker.home.queries.news import news

    named = concluded(shy, cast.facebook, title="Den næste")
    assert set(news(cast.carla)) >= {named.id}


ACTS = {
    "edit": (
        lambda e, shy, cast: e.reload().amend(
            version=e.reload().version, by=shy, at=NOW, method=f"v{e.reload().version}"
        )
    ),
    "say": lambda e, shy, cast: Comment.add(e.reload(), body="Ja.", by=shy, at=NOW),
    "ask": lambda e, shy, cast: Comment.add(
        e.reload(), body="Hvorfor?", by=cast.carla, at=NOW
    ),
    "endorse": lambda e, shy, cast: Endorsement.add(
        e.reload(), kind=EndorsementKind.learned, by=cast.leif, at=NOW
    ),
    "bear": lambda e, shy, cast: Evidence.add(
        cast.passport.lessons.get(),
        experiment=e.reload(),
        bearing=EvidenceDirection.contradicts,
        by=shy,
        at=NOW,
    ),
    "shrink": lambda e, shy, cast: Person.get(Person.name == "Kollega Nummer0").disable(
        NOW
    ),
    "grow": lambda e, shy, cast: Person.get(Person.name == "Kollega Nummer0").enable(),
    "move": lambda e, shy, cast: shy.change_unit(Unit.named("Bibliotek")),
    "name": lambda e, shy, cast: e.reload().name_author(by=shy, at=NOW),
}


@tries(2, 6)
@given(acts=st.lists(st.sampled_from(sorted(ACTS)), max_size=8))
def test_whatever_is_done_in_whatever_order_it_is_told_only_once_it_is_named(
    app, cast, visit, rows, acts
):
    with rows.atomic() as step:
        shy = canary(cast)
        experiment = withheld(cast, shy)
        for act in acts:
            ACTS[act](experiment, shy, cast)
        tell_all(app)
        at = f"/experiments/{experiment.id}"
        lesson = f"/lessons/{cast.passport.lessons.get().id}"
        paths = [at, f"{at}/history", "/notifications", lesson, f"/people/{shy.id}"]
        if examples.thorough:
            paths += [f"{at}/lineage", "/experiments", "/"]
        texts = {path: visit(cast.carla).get(path).text for path in paths}
        if "name" in acts:
            assert (
                CANARY in texts[at]
                and CANARY in texts[f"{at}/history"]
                and "Regneark" in texts[f"/people/{shy.id}"]
            )
        else:
            assert "Regneark" not in texts.pop(f"/people/{shy.id}")
            assert not any(traces(text, shy) for text in texts.values())
        step.rollback(begin=False)


def test_what_a_co_author_may_have_read_is_shared_by_name(cast, visit, shy):
    """Also when they are taken out again: "never shown" remembers them."""
    plan = {
        "title": "Regneark som opslag",
        "hypothesis": "x",
        "platform": cast.facebook,
    }
    draft = Experiment.create(by=shy, at=NOW, **plan)
    assert "Not by name yet?" in visit(shy).get(f"/experiments/{draft.id}/edit").text
    draft.amend(version=draft.version, by=shy, at=NOW, co_authors=[cast.bo])
    draft.amend(version=draft.version, by=shy, at=NOW, co_authors=[])
    assert draft.reload().seen_at is not None
    assert (
        "Not by name yet?" not in visit(shy).get(f"/experiments/{draft.id}/edit").text
    )
    form = {
        **plan,
        "platform": cast.facebook.id,
        "version": draft.version,
        "unnamed": "1",
    }
    answer = visit(shy).post(f"/experiments/{draft.id}/edit", data=form)
    assert answer.status_code == 422 and "may have read it" in answer.text
    with pytest.raises(ValidationFailed, match="by name only"):
        draft.reload().publish(by=shy, at=NOW, withheld=True)
    draft.reload().publish(by=shy, at=NOW)
    assert not draft.reload().is_draft


def test_a_draft_begun_with_a_co_author_is_seen_too(cast, shy):
    draft = Experiment.create(
        by=shy,
        at=NOW,
        title="t",
        hypothesis="h",
        platform=cast.facebook,
        co_authors=[cast.bo],
    )
    draft.co_authors.model.delete().execute()
    with pytest.raises(ValidationFailed, match="by name only"):
        draft.reload().publish(by=shy, at=NOW, withheld=True)


def test_a_co_author_at_the_moment_of_sharing_is_one(cast, shy):
    with pytest.raises(ValidationFailed, match="Leave the others out"):
        withheld(cast, shy, co_authors=[cast.bo])


def test_no_log_tells_that_the_author_settled_what_was_hidden(cast, shy):
    experiment = withheld(cast, shy)
    Concern.add(experiment, by=cast.frida, at=NOW, place=ConcernTarget.plan)
    Concern.get().show_again(by=shy, at=NOW)
    assert not AuditEvent.select().where(AuditEvent.what == "personal_settled").exists()
