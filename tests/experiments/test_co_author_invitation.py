"""Co-authors are asked, and named once they say yes."""

import pytest

from tests.cast import NOW, planned
from tracker.core.conflicts import EditConflict
from tracker.core.validation import ValidationFailed
from tracker.experiments.models import CoAuthorInvitation, Experiment, Stage
from tracker.experiments.queries.co_author_invitation import open_invitations
from tracker.jobs.models import Job


def invite(experiment, *people, by):
    CoAuthorInvitation.replace_all(experiment, people, by=by, at=NOW)


def told() -> list[dict]:
    jobs = Job.select().where(Job.kind == "tell").order_by(Job.id)
    return [job.payload for job in jobs if job.payload["what"] == "invited"]


def test_whoever_is_asked_is_told_once_and_named_nowhere(cast, visit):
    attempt = planned(cast.alma, cast.facebook, title="Sammen")
    for _ in range(2):
        invite(attempt, cast.carla, cast.alma, by=cast.alma)
    assert [job["to"] for job in told()] == [[cast.carla.id]]
    assert attempt.co_author_ids() == []
    for reader in (cast.eva, cast.leif):
        page = visit(reader).get(f"/experiments/{attempt.id}").text
        assert "Carla" not in page
    page = visit(cast.alma).get(f"/experiments/{attempt.id}").text
    assert "Carla Munk is asked, and has not answered yet" in page


def test_a_yes_names_and_a_form_that_was_open_is_stale(cast, visit):
    attempt = planned(cast.alma, cast.facebook, title="Sammen")
    invite(attempt, cast.carla, by=cast.alma)
    carla = visit(cast.carla)
    assert f"/experiments/{attempt.id}/invitation" in carla.get("/").text
    page = carla.get(f"/experiments/{attempt.id}/invitation").text
    assert "Sammen" in page and "Alma Holm" in page
    place = f"/experiments/{attempt.id}/invitation"
    assert carla.post(place, data={"answer": "yes"}).status_code == 303
    assert attempt.co_author_ids() == [cast.carla.id]
    assert "Carla Munk" in visit(cast.eva).get(f"/experiments/{attempt.id}").text
    assert carla.get(place).status_code == 404
    with pytest.raises(EditConflict):
        attempt.amend(
            version=attempt.version, by=cast.alma, at=NOW, co_authors=[], title="x"
        )


def test_a_no_is_seen_by_the_authors_alone_and_nobody_asks_again(cast, visit):
    attempt = planned(cast.alma, cast.facebook, title="Sammen")
    invite(attempt, cast.carla, by=cast.alma)
    place = f"/experiments/{attempt.id}/invitation"
    assert visit(cast.carla).post(place, data={"answer": "no"}).status_code == 303
    invite(attempt, cast.carla, by=cast.alma)
    assert list(open_invitations(cast.carla)) == []
    assert len(told()) == 1
    mine = visit(cast.alma).get(f"/experiments/{attempt.id}").text
    assert "Carla Munk does not want to be named" in mine
    assert "Carla" not in visit(cast.eva).get(f"/experiments/{attempt.id}").text


def test_only_the_invited_find_the_invitation_and_a_draft_opens_only_with_a_yes(
    cast, visit
):
    invite(cast.dream, cast.carla, by=cast.alma)
    place = f"/experiments/{cast.dream.id}/invitation"
    for reader, status in ((cast.carla, 200), (cast.eva, 404), (cast.alma, 404)):
        assert visit(reader).get(place).status_code == status
    carla = visit(cast.carla)
    assert carla.get(f"/experiments/{cast.dream.id}").status_code == 404
    carla.post(place, data={"answer": "yes"})
    assert carla.get(f"/experiments/{cast.dream.id}").status_code == 200


def test_a_draft_somebody_was_asked_about_can_no_longer_be_nameless(cast):
    invite(cast.dream, cast.carla, by=cast.alma)
    assert cast.dream.reload().seen_at == NOW


def test_what_is_nameless_or_hidden_asks_nobody(cast):
    attempt = planned(cast.alma, cast.facebook)
    invite(attempt, cast.carla, by=cast.alma)
    Experiment.update(hidden_at=NOW).where(Experiment.id == attempt.id).execute()
    assert list(open_invitations(cast.carla)) == []
    Experiment.update(withheld=True, hidden_at=None).where(
        Experiment.id == attempt.id
    ).execute()
    assert list(open_invitations(cast.carla)) == []
    with pytest.raises(ValidationFailed):
        invite(attempt.reload(), cast.eva, by=cast.alma)


def test_taken_out_of_the_form_the_invitation_is_gone(cast):
    attempt = planned(cast.alma, cast.facebook)
    invite(attempt, cast.carla, cast.eva, by=cast.alma)
    invite(attempt, cast.eva, by=cast.alma)
    assert [row.person for row in attempt.invitations] == [cast.eva]


def test_the_form_asks_and_autosave_only_remembers(cast, visit):
    alma = visit(cast.alma)
    sent = {
        "title": "Sammen",
        "hypothesis": "to er bedre",
        "platform": cast.facebook.id,
        "visibility": "everyone",
        "invited": "Carla Munk",
        "co_authors": "Eva Juhl",  # nobody is named without being asked
        "submission": "k",
    }
    alma.post("/experiments/new", data=sent, headers={"X-Requested-With": "fetch"})
    draft = Experiment.get(Experiment.title == "Sammen")
    assert draft.invitations.count() == 0
    assert "Carla Munk" in alma.get(f"/experiments/{draft.id}/edit").text
    alma.post("/experiments/new", data={**sent, "publish": "1"})
    attempt = draft.reload()
    assert attempt.stage is Stage.planned
    assert attempt.co_author_ids() == []
    assert {row.person for row in attempt.invitations} == {cast.carla, cast.eva}


def test_a_form_without_the_field_leaves_the_co_authors(cast, visit):
    sent = {
        "title": cast.passport.title,
        "hypothesis": "noget andet",
        "platform": cast.facebook.id,
        "visibility": "everyone",
        "criterion": cast.passport.criterion,
        "version": cast.passport.version,
    }
    place = f"/experiments/{cast.passport.id}/edit"
    assert visit(cast.alma).post(place, data=sent).status_code == 303
    assert cast.passport.reload().hypothesis == "noget andet"
    assert cast.passport.co_author_ids() == [cast.bo.id]
