"""A discarded draft: nobody sees it, its author can have it back, and then it is gone."""

import datetime as dt

from tests.cast import NOW, PRESENT
from tracker.experiments.models import Experiment
from tracker.experiments.models.draft import KEPT
from tracker.experiments.queries import drafts, visible_experiment
from tracker.privacy.data_export import personal_rows
from tracker.privacy.erasure import erase


def test_a_discarded_draft_is_had_back_as_it_was(cast, visit):
    alma = visit(cast.alma)
    at = f"/experiments/{cast.dream.id}"
    before = cast.dream.reload().as_dict()
    me = alma.post(f"{at}/discard", follow_redirects=True).text
    assert "The draft is thrown away." in me and f"{at}/discard/withdrawal" in me
    assert alma.get(at).status_code == alma.get(f"{at}/edit").status_code == 404
    assert alma.post(f"{at}/discard/withdrawal").location == f"{at}/edit"
    assert cast.dream.reload().as_dict() == before
    assert f"{at}/discard/withdrawal" not in alma.get("/me").text


def test_a_discarded_draft_is_nobodys_to_see_and_its_authors_to_have_back(cast, visit):
    cast.dream.discard(NOW)
    assert visible_experiment(cast.alma, cast.dream.id) is None
    assert cast.dream not in list(drafts(cast.alma))
    path = f"/experiments/{cast.dream.id}/discard/withdrawal"
    for person in (cast.bo, cast.frida, cast.ada):
        assert visit(person).post(path).status_code == 404
    assert cast.dream.reload().discarded_at == NOW


def test_a_discarded_draft_is_deleted_when_its_time_is_over(cast):
    cast.dream.discard(NOW)
    assert Experiment.delete_discarded(NOW + KEPT) == 0
    assert Experiment.delete_discarded(NOW + KEPT + dt.timedelta(seconds=1)) == 1
    assert Experiment.get_or_none(Experiment.id == cast.dream.id) is None


def test_a_form_that_was_opened_before_does_not_share_a_discarded_draft(cast, visit):
    opened = cast.dream.reload()
    cast.dream.discard(NOW)
    sent = {"title": "Ny", "hypothesis": "at", "platform": cast.facebook.id}
    path = f"/experiments/{opened.id}/edit"
    sent |= {"publish": "1", "version": opened.version}
    assert visit(cast.alma).post(path, data=sent).status_code == 404


def test_a_discarded_draft_is_exported_and_goes_with_its_author(cast, app, tmp_path):
    cast.dream.discard(NOW)
    told = dict(personal_rows(cast.alma))["experiment.author"]
    assert any(row["discarded_at"] for row in told)
    folder = app.config["TRACKER"].files
    erase(cast.alma, data=tmp_path, folder=folder, at=PRESENT)
    assert Experiment.get_or_none(Experiment.id == cast.dream.id) is None
