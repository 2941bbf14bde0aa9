"""A summary is drafted once, written, handed over and signed; what is signed stays, and
a correction stands beside it.
"""

import peewee
import pytest

from tests.cast import concluded
from tests.summaries.factories import AT, Q4, drafted, signed, waiting, words
from tracker.core.conflicts import EditConflict
from tracker.core.validation import ValidationFailed
from tracker.jobs.models import Job
from tracker.lessons.enums import Outcome
from tracker.summaries.models import Summary, SummarySignature
from tracker.summaries.queries import own_that_did_not_hold

WORD = {"word": "Jeg svarede for hurtigt.", "why_not": "Mit forsøg løber endnu."}


def test_a_quarter_is_drafted_once_it_has_ended(cast):
    with pytest.raises(ValidationFailed, match="not ended"):
        Summary.draft(Q4, figures={}, by=cast.frida, at=AT, on=Q4.last)
    summary = drafted(cast)
    assert (summary.quarter, summary.edition, summary.surprising.experiment_id) == (
        "2026-Q4",
        1,
        cast.passport.id,
    )
    with pytest.raises(ValidationFailed, match="begun it already"):
        drafted(cast)
    assert told("drafted") == [
        ("facilitators", "/summaries/2026-Q4/edit", cast.frida.id)
    ]


def test_it_is_handed_over_with_a_question(cast):
    summary = drafted(cast)
    with pytest.raises(ValidationFailed):
        summary.offer(version=1, by=cast.frida, at=AT)
    summary.amend(version=1, by=cast.frida, at=AT, **words())
    summary.offer(version=2, by=cast.frida, at=AT)
    assert told("to_sign") == [
        ("leaders", "/summaries/2026-Q4/signature", cast.frida.id)
    ]
    with pytest.raises(ValidationFailed):
        summary.amend(version=3, by=cast.frida, at=AT, next_question="")


def test_two_who_write_at_once(cast):
    summary = drafted(cast)
    mine = summary.reload()
    theirs = summary.reload()
    theirs.amend(version=1, by=cast.ada, at=AT, opening="Deres")
    with pytest.raises(EditConflict):
        mine.amend(version=1, by=cast.frida, at=AT, opening="Min")
    assert summary.reload().opening == "Deres"


def test_a_leader_signs_what_was_read(cast):
    summary = drafted(cast)
    with pytest.raises(ValidationFailed, match="still being written"):
        SummarySignature.sign(summary, version=1, **WORD, by=cast.leif, at=AT)
    summary.amend(version=1, by=cast.frida, at=AT, **words())
    summary.offer(version=2, by=cast.frida, at=AT)
    summary.reload().amend(
        version=3, by=cast.frida, at=AT, **{**words(), "opening": "Ændret imens"}
    )
    with pytest.raises(EditConflict):
        SummarySignature.sign(summary, version=3, **WORD, by=cast.leif, at=AT)
    assert not SummarySignature.select().exists()
    SummarySignature.sign(summary.reload(), version=4, **WORD, by=cast.leif, at=AT)
    assert summary.signature.content["texts"]["opening"] == "Ændret imens"
    with pytest.raises(ValidationFailed, match="signed it already"):
        SummarySignature.sign(summary.reload(), version=5, **WORD, by=cast.leif, at=AT)


def test_a_signature_needs_a_word_and_an_attempt_or_a_reason(cast):
    summary = waiting(cast)
    for said in (
        {"word": "", "why_not": "x"},
        {"word": "x"},
        {"word": "x", "why_not": " "},
        {"word": "x" * 2001, "why_not": "y"},
    ):
        with pytest.raises(ValidationFailed):
            SummarySignature.sign(summary, version=3, **said, by=cast.leif, at=AT)
    SummarySignature.sign(summary, version=3, **WORD, by=cast.leif, at=AT)


def test_until_it_is_signed_the_lessons_speak_as_they_do_now(cast):
    """And what its author, or a colleague's concern, has taken from everybody's eyes is
    counted, not told.
    """
    other = concluded(cast.carla, cast.facebook)
    summary = waiting(cast)
    other.lessons.get().restate("Sagt bedre", "")
    type(cast.passport).update(visibility="unit").where(
        type(cast.passport).id == cast.passport.id
    ).execute()
    SummarySignature.sign(summary.reload(), version=3, **WORD, by=cast.leif, at=AT)
    content = summary.signature.content
    group = content["known"]["refuted"]
    assert ([row["statement"] for row in group["told"]], group["n"], group["more"]) == (
        ["Sagt bedre"],
        2,
        1,
    )
    assert (
        content["surprising"] is None or content["surprising"]["experiment"] == other.id
    )


def test_what_is_signed_is_neither_changed_nor_removed(cast, rows):
    summary = signed(cast)
    for act in (
        lambda: SummarySignature.update(word="Noget andet").execute(),
        lambda: SummarySignature.delete().execute(),
        lambda: Summary.delete().where(Summary.id == summary.id).execute(),
        lambda: (
            SummarySignature.replace(
                id=summary.signature.id,
                summary=summary,
                by=cast.leif,
                at=AT,
                word="x",
                why_not="y",
            ).execute()
            if "Sqlite" in type(rows).__name__
            else SummarySignature.update(why_not="x").execute()
        ),
    ):
        with (
            pytest.raises((peewee.IntegrityError, peewee.InternalError)),
            rows.atomic(),
        ):
            act()
    for verb in (
        summary.amend,
        lambda **more: summary.update_figures({}, **more),
        summary.offer,
    ):
        with pytest.raises(ValidationFailed):
            verb(version=summary.version, by=cast.frida, at=AT)


def test_a_correction_stands_beside_what_was_signed(cast):
    summary = signed(cast)
    with pytest.raises(ValidationFailed):
        summary.correct(reason=" ", figures={}, by=cast.frida, at=AT)
    newer = summary.correct(
        reason="Tallet var forkert", figures=summary.figures, by=cast.frida, at=AT
    )
    assert (newer.edition, newer.opening, newer.is_signed, summary.is_signed) == (
        2,
        summary.opening,
        False,
        True,
    )
    with pytest.raises(ValidationFailed, match="begun it already"):
        summary.correct(reason="Igen", figures={}, by=cast.frida, at=AT)
    with pytest.raises(ValidationFailed, match="not signed yet"):
        newer.correct(reason="Igen", figures={}, by=cast.frida, at=AT)


def test_own_attempts_that_may_be_told_of(cast):
    """Those that everybody sees by name, and that didn't hold outright."""
    told = concluded(cast.leif, cast.facebook)
    concluded(cast.leif, cast.facebook, Outcome.supported)
    concluded(cast.leif, cast.facebook, visibility="unit")
    hidden = concluded(cast.leif, cast.facebook)
    hidden.hide(AT)
    withheld = concluded(cast.leif, cast.facebook)
    type(withheld).update(withheld=True).where(
        type(withheld).id == withheld.id
    ).execute()
    assert own_that_did_not_hold(cast.leif) == [told]


def told(kind: str) -> list[tuple]:
    carried = [job.payload for job in Job.select() if job.payload.get("what") == kind]
    return [(one["to"], one["path"], one["by"]) for one in carried]
