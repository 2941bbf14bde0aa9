"""What a signed quarter holds beside its figures: every lesson, the answer to the last
question, a quote; and who gets it by mail.
"""

import email
import io
from email.policy import default as POLICY

import pytest
from pypdf import PdfReader

from tests.cast import NOW, TODAY, concluded
from tests.summaries.factories import AT, Q3, Q4, ZONE, drafted, signed, waiting, words
from tracker.accounts.models import Person
from tracker.app import HANDLERS
from tracker.core.validation import ValidationFailed
from tracker.dashboard.queries import Period
from tracker.experiments.models import Experiment, Visibility
from tracker.jobs.models import Job
from tracker.lessons.enums import Outcome
from tracker.lessons.models import Conclusion, Lesson
from tracker.quarters import Quarter
from tracker.summaries import queries
from tracker.summaries.models import SummarySignature, SummarySubscription


def test_every_lesson_is_frozen_and_those_of_a_unit_are_counted(cast):
    for number in range(8):
        concluded(cast.carla, cast.facebook, title=f"Nummer {number}")
    hidden = concluded(cast.carla, cast.facebook, title="For enheden")
    Experiment.update(visibility=Visibility.unit).where(
        Experiment.id == hidden.id
    ).execute()
    signed(cast)
    lessons = SummarySignature.get().content["lessons"]
    every = Conclusion.select().where(Conclusion.concluded_on.is_null(False)).count()
    assert lessons["n"] == every > 8
    assert lessons["more"] == 1
    assert "For enheden" not in [row["title"] for row in lessons["told"]]
    Lesson.update(statement="Noget helt andet").execute()
    assert SummarySignature.get().content["lessons"] == lessons


def test_a_lesson_of_the_appendix_that_turned_out_personal_is_withdrawn(cast):
    told = concluded(cast.carla, cast.facebook, title="Med et navn i")
    signed(cast)
    signature = SummarySignature.get()
    assert queries.withdrawn(signature.content, signature.at) == set()
    Experiment.update(hidden_at=NOW).where(Experiment.id == told.id).execute()
    assert queries.withdrawn(signature.content, signature.at) == {told.id}


def test_what_it_meant_to_a_citizen_is_quoted_from_a_card_for_everybody(cast):
    told = cast.passport
    Conclusion.update(meaning="Jeg fik svar, før jeg blev vred.").where(
        Conclusion.experiment == told.id
    ).execute()
    [offered] = queries.quotable(Period(Q4, AT.date(), ZONE))
    summary = drafted(cast)
    summary.amend(
        version=1, by=cast.frida, at=AT, quote=offered, surprising=None, **words()
    )
    summary.offer(version=2, by=cast.frida, at=AT)
    SummarySignature.sign(
        summary, version=3, word="Tak", why_not="Intet endnu", by=cast.leif, at=AT
    )
    quote = SummarySignature.get().content["quote"]
    assert quote["statement"] == "Jeg fik svar, før jeg blev vred."
    Experiment.update(visibility=Visibility.unit).where(
        Experiment.id == told.id
    ).execute()
    assert queries.quotable(Period(Q4, AT.date(), ZONE)) == []


def test_the_last_question_is_answered_before_a_leader_is_asked_to_sign(cast):
    signed(cast, Q3)
    summary = drafted(cast)
    assert summary.asked["question"] == words()["next_question"]
    silent = words() | {"answer": ""}
    summary.amend(version=1, by=cast.frida, at=AT, **silent)
    with pytest.raises(ValidationFailed) as refused:
        summary.offer(version=2, by=cast.frida, at=AT)
    assert [problem.field for problem in refused.value.problems] == ["answer"]
    summary.amend(version=2, by=cast.frida, at=AT, **words())
    summary.offer(version=3, by=cast.frida, at=AT)
    assert summary.offered_at


def test_the_cohort_is_the_one_whose_time_is_over(cast):
    old = concluded(cast.carla, cast.facebook, Outcome.refuted)
    Conclusion.update(concluded_on=Quarter(2026, 2).first).where(
        Conclusion.experiment == old.id
    ).execute()
    figures = queries.taken(Period(Q4, AT.date(), ZONE))["figures"]
    assert figures["foundation_closed"]["whole"] == 1
    assert "foundation" not in figures
    early = queries.taken(Period(Q4, TODAY, ZONE))["figures"]
    assert "whole" not in early["foundation_closed"], "too early to tell"


def mails(app) -> set:
    """The mails that were written as files."""
    return set((app.config["TRACKER"].data / "mails").glob("*"))


def test_whoever_asked_for_it_gets_it_by_mail_once_it_is_signed(app, cast, visit):
    visit(cast.alma).post("/summaries/subscription", data={"wanted": "1"})
    visit(cast.alma).post("/summaries/subscription", data={"wanted": "1"})
    SummarySubscription.add(cast.bo, at=NOW)
    visit(cast.bo).post("/summaries/subscription", data={})
    Person.update(locale="en").where(Person.id == cast.alma.id).execute()
    waiting(cast)
    assert not Job.select().where(Job.kind == "summary_mail").exists()
    SummarySignature.sign(
        waiting(cast, Q3), version=3, word="Tak", why_not="-", by=cast.leif, at=AT
    )
    [job] = Job.select().where(Job.kind == "summary_mail")
    assert job.payload["person"] == cast.alma.id
    before = mails(app)
    with app.app_context():
        HANDLERS["summary_mail"](job)
    [file] = mails(app) - before
    letter = email.message_from_bytes(file.read_bytes(), policy=POLICY)
    assert letter["Subject"] == "What Q3 2026 taught us"
    assert (
        "You asked for each quarter by mail"
        in letter.get_body(("plain",)).get_content()
    )
    [attached] = letter.iter_attachments()
    assert attached.get_filename() == "forsoeg-2026-Q3.pdf"
    reader = PdfReader(io.BytesIO(attached.get_content()))
    assert reader.trailer["/Root"]["/Lang"] == "en"


def test_whoever_said_no_since_gets_no_mail(app, cast):
    SummarySubscription.add(cast.alma, at=NOW)
    signed(cast)
    SummarySubscription.remove(cast.alma)
    [job] = Job.select().where(Job.kind == "summary_mail")
    before = mails(app)
    with app.app_context():
        HANDLERS["summary_mail"](job)
    assert mails(app) == before


def test_it_waits_for_leaders_until_it_is_signed(cast, visit):
    summary = waiting(cast)
    [told] = [
        job.payload for job in Job.select() if job.payload.get("what") == "to_sign"
    ]
    assert told["to"] == "leaders"
    button = 'href="/summaries/2026-Q4/signature"'
    assert button in visit(cast.leif).get("/summaries").text
    assert button not in visit(cast.frida).get("/summaries").text
    SummarySignature.sign(
        summary,
        version=summary.version,
        word="Tak",
        why_not="-",
        by=cast.leif,
        at=AT,
    )
    assert button not in visit(cast.leif).get("/summaries").text


def test_while_one_writes_the_figures_stand_beside_the_boxes(cast, visit):
    signed(cast, Q3)
    drafted(cast)
    page = visit(cast.frida).get("/summaries/2026-Q4/edit").text
    assert page.count('class="figure-lines"') == 4
    assert "Last quarter we asked:" in page and words()["next_question"] in page
