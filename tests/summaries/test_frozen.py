"""A signed summary never changes: everything behind it is altered, and page, PDF and
CSV are the same bytes.

Three exceptions, all told here: the name of whoever was erased, words in which
something personal was found since, and the mark of a lesson that has fallen since.
"""

import io
import re

import pytest
from pypdf import PdfReader

from tests import examples
from tests.cast import NOW, TODAY, concluded
from tests.summaries.factories import AT, signed, waiting
from tracker.accounts.models import Person, Unit
from tracker.commitments.models import Commitment, Settled, Settlement
from tracker.concerns.models import Concern, ConcernTarget
from tracker.experiments.models import Experiment, Visibility
from tracker.lessons.enums import Decision, Outcome
from tracker.lessons.models import Conclusion, Lesson, Retirement, Reuse
from tracker.summaries.models import Summary, SummarySignature

ENDINGS = ("", ".pdf", ".csv")


@pytest.fixture
def read(visit, cast):
    """What somebody reads of a signed summary: the signed part of the page, the PDF and the CSV."""

    def answers(person=None, endings=ENDINGS) -> dict[str, bytes]:
        browser = visit(person or cast.carla)
        got = {
            ending: browser.get(f"/summaries/2026-Q4{ending}").data
            for ending in endings
        }
        [article] = re.findall(
            r'<article class="summary" id="summary">.*?</article>',
            got[""].decode(),
            re.DOTALL,
        )
        return {**got, "": article.encode()}

    return answers


def test_whatever_changes_behind_it(cast, read):
    own = concluded(cast.leif, cast.facebook, Outcome.stopped, hours=4)
    used = Reuse.add(
        cast.passport.lessons.get(),
        note="Brugt",
        hours=1,
        by=cast.carla,
        at=NOW,
        on=TODAY,
    )
    promise = Commitment.add(
        cast.passport, text="Jeg svarer", due_on=TODAY, by=cast.leif, at=NOW, on=TODAY
    )
    summary = waiting(cast)
    SummarySignature.sign(
        summary,
        version=summary.version,
        word="Mine ord",
        attempt=own,
        by=cast.leif,
        at=AT,
    )
    before = read()
    assert b"Leif Dahl" in before[""] and b"Mine ord" in before[""]

    assert used is None
    Experiment.update(
        title="Et andet",
        hours=99,
        cost=9_000,
        unit=cast.library,
        hypothesis="noget andet",
    ).execute()
    Conclusion.update(
        outcome=Outcome.supported,
        surprise="",
        decision=Decision.stop,
        reason="Alt er nyt",
    ).execute()
    Lesson.update(statement="Noget ganske andet", context="aldrig").execute()
    Unit.update(name=Unit.name + " Nyt").execute()
    Reuse.update(hours=77).execute()
    Settlement.answer(promise, settled=Settled.kept, word="Gjort", by=cast.leif, at=AT)
    Summary.update(
        opening="Omskrevet",
        next_question="Hvad?",
        surprising=None,
        figures={},
        reason="",
    ).execute()
    concluded(cast.carla, cast.facebook, Outcome.supported)
    Experiment.update(visibility=Visibility.unit).where(
        Experiment.id == cast.passport.id
    ).execute()
    Person.update(role="employee", title="Nyt").where(
        Person.id == cast.leif.id
    ).execute()
    assert read() == before


def test_a_mark_beside_the_words_tells_that_a_lesson_has_fallen(cast, read):
    lesson = cast.passport.lessons.get()
    signed(cast)
    files = [".pdf", ".csv"] if examples.thorough else [".csv"]
    before = read(endings=["", *files])
    assert lesson.statement in before[""].decode()
    Retirement.create(lesson=lesson, reason="Det passer ikke", by=cast.alma, at=AT)
    after = read(endings=["", *files])
    mark = '<span class="chip line fallen">Retired</span>'
    assert mark not in before[""].decode()
    assert mark in after[""].decode()
    assert lesson.statement in after[""].decode()
    assert [after[name] for name in files] == [before[name] for name in files]


def test_an_erased_persons_name_is_gone_and_nothing_else(cast, read):
    Commitment.add(
        cast.passport, text="Jeg svarer", due_on=TODAY, by=cast.leif, at=NOW, on=TODAY
    )
    signed(cast)
    before = read(endings=["", ".csv"])
    assert (
        b"Leif"
        not in SummarySignature.select().dicts().get()["content"].__repr__().encode()
    )
    cast.leif.reload().erase(AT)
    after = read()
    on_paper = text_of(after[".pdf"])
    assert b"Leif" not in after[""] and "Leif" not in on_paper
    assert after[".csv"] == before[".csv"]
    assert "A former colleague" in on_paper
    swapped = before[""].replace(b"Leif Dahl", b"A former colleague")
    assert re.sub(rb'<span class="avatar.*?</span>', b"", after[""]) == re.sub(
        rb'<span class="avatar.*?</span>', b"", swapped
    )


def test_words_with_something_personal_are_withdrawn(cast, read, rows):
    """While it is hidden, and for good where it was mended: what is signed still has
    the words that were mended.
    """
    signed(cast)
    statement = cast.passport.lessons.get().statement.encode()
    shown = ENDINGS if examples.thorough else ["", ".csv"]
    before = read(endings=shown)
    assert statement in before[""]
    Concern.add(cast.passport, place=ConcernTarget.learning, by=cast.carla, at=AT)
    hidden = read()
    assert (
        statement not in hidden[""]
        and b"Withdrawn since" in hidden[""]
        and hidden[".csv"] == before[".csv"]
    )
    assert statement.decode()[:20] not in text_of(hidden[".pdf"])
    with rows.atomic() as step:
        Concern.get().show_again(by=cast.frida, at=AT.replace(hour=11))
        assert read(endings=shown) == before
        step.rollback(begin=False)
    Experiment.update(changed_at=AT.replace(hour=10)).execute()
    Concern.get().show_again(by=cast.frida, at=AT.replace(hour=11))
    assert statement not in read(endings=[""])[""]


def test_in_each_language_it_is_tagged_titled_and_read_in_order(cast, visit):
    signed(cast)
    said = {
        "da": [
            "Det lærte vi i 4. kvartal 2026",
            "Et ord fra Leif",
            "Folk spørger om aftenen",
            "Kvartalet i tal",
            "Det næste spørgsmål",
            "Det holdt ikke stik (1)",
            "Andel Kvartalet før",
            "Hvad det kostede",
            "Vidensregnskabet",
            "Bilag: alle kvartalets erfaringer",
        ],
        "en": [
            "What Q4 2026 taught us",
            "A word from Leif",
            "Folk spørger om aftenen",
            "The quarter in figures",
            "The next question",
            "It didn't hold (1)",
            "Share The quarter before",
            "What it cost",
            "The balance sheet",
            "Appendix: every lesson of the quarter",
        ],
    }
    if not examples.thorough:
        del said["en"]
    for locale, words in said.items():
        cast.carla.set_locale(locale)
        reader = PdfReader(
            io.BytesIO(visit(cast.carla).get("/summaries/2026-Q4.pdf").data)
        )
        root = reader.trailer["/Root"]
        text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
        assert (root["/Lang"], root["/MarkInfo"]["/Marked"], reader.metadata.title) == (
            locale,
            True,
            words[0],
        )
        for word in words:
            assert word in text, f"{word} does not come after what stands before it"
            text = text[text.index(word) :]
        alts = [figure["/Alt"] for figure in figures_in(root["/StructTreeRoot"])]
        assert len(alts) == 2 and all("1" in alt for alt in alts), (
            "each chart says what is to be seen"
        )


def text_of(pdf: bytes) -> str:
    return " ".join(
        " ".join(
            page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages
        ).split()
    )


def figures_in(node) -> list:
    """Every element of the tree of tags that is a figure with a text alternative."""
    node = node.get_object()
    kids = node.get("/K", []) if hasattr(node, "get") else []
    kids = kids if isinstance(kids, list) else [kids]
    own = (
        [node]
        if hasattr(node, "get") and node.get("/S") == "/Figure" and "/Alt" in node
        else []
    )
    return own + [
        found for kid in kids if not isinstance(kid, int) for found in figures_in(kid)
    ]
