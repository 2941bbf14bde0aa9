"""The evidence of a signed business case stands in the titles of the signing day."""

import datetime as dt

import pytest
from flask import render_template

from tests.business_case.factories import AT, argue, begun, benefit_of, signed
from tracker.business_case.enums import CaseState
from tracker.business_case.export import pdf_data
from tracker.business_case.models import CaseVersion
from tracker.business_case.queries import (
    case_view,
    public_evidence,
    signature_status,
)
from tracker.concerns.models import Concern, ConcernOutcome, ConcernTarget
from tracker.experiments.models import Experiment, Visibility
from tracker.lessons.enums import EvidenceDirection

LATER = AT + dt.timedelta(days=1)


@pytest.fixture
def case(cast):
    case = begun(cast, sponsor=cast.leif)
    argue(cast, benefit_of(case), bearing=EvidenceDirection.supports)
    return case


def titles(case, version=None) -> list[str]:
    """What is told of the benefit's evidence, live or in a version."""
    if version is None:
        shown, _unseen = public_evidence(signature_status(case).told)[
            benefit_of(case).id
        ]
    else:
        shown, _unseen = public_evidence(version.told, version.at)[benefit_of(case).id]
    return [one.title for one in shown]


def change(cast, **values) -> None:
    Experiment.update(values).where(Experiment.id == cast.passport.id).execute()


def test_a_title_that_changes_changes_no_signed_version(cast, case, visit):
    before = cast.passport.title
    version = signed(case, cast.leif)
    change(cast, title="Noget helt andet")
    assert titles(case, version) == [before]
    assert titles(case) == ["Noget helt andet"]
    page = visit(cast.carla).get("/business-case/versions/1").text
    assert before in page and "Noget helt andet" not in page
    # A mended title opens nothing that was signed
    assert signature_status(case.reload()).state is CaseState.signed


def test_what_only_a_unit_saw_is_counted_and_its_title_not_kept(cast, case):
    change(cast, visibility=Visibility.unit)
    version = signed(case, cast.leif)
    assert version.told["titles"] == {}
    [(shown, unseen)] = [public_evidence(version.told, AT)[benefit_of(case).id]]
    assert (shown, unseen) == ([], 1)


def test_a_title_that_turned_out_personal_is_shown_no_longer(cast, case):
    version = signed(case, cast.leif)
    change(cast, hidden_at=LATER)
    assert titles(case, version) == []
    change(cast, hidden_at=None)
    assert titles(case, version) == [cast.passport.title]
    Concern.create(
        experiment=cast.passport,
        place=ConcernTarget.plan,
        by=cast.bo,
        at=AT,
        settlement=ConcernOutcome.mended,
        settled_at=LATER,
        settled_by=cast.frida,
    )
    assert titles(case, version) == []


def test_a_version_from_before_titles_were_kept_shows_those_of_today(cast, case):
    version = signed(case, cast.leif)
    del version.told["titles"]
    change(cast, title="Noget helt andet")
    assert titles(case, version) == ["Noget helt andet"]


def test_page_and_paper_say_so_where_the_titles_are_those_of_today(app, cast, case):
    kept = signed(case, cast.leif)
    older = CaseVersion(told=dict(kept.told), at=kept.at)
    del older.told["titles"]
    assert (kept.keeps_titles, older.keeps_titles) == (True, False)
    with app.test_request_context(headers={"Accept-Language": "en"}):
        for version, note in ((kept, False), (older, True)):
            told = case_view(version.told)
            paper = pdf_data(told, version.told, version.at)["titles_note"]
            page = render_template(
                "business_case/_titles.html",
                told=told,
                evidence=public_evidence(version.told, version.at),
                version=version,
            )
            assert ("of today" in paper) is note and ("of today" in page) is note
        assert pdf_data(told, older.told)["titles_note"] == "", "nobody signed it"
