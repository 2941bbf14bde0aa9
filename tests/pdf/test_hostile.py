"""The longest words, an address and a picture in every field: each paper is made, in both
languages, and names what it cannot draw.
"""

import io
from collections.abc import Sequence

from pypdf import PdfReader, PdfWriter

from tests.business_case.factories import argue, begun, benefit_of
from tests.cast import NOW
from tests.pdf.accessibility import problems
from tests.summaries.factories import AT, drafted
from tracker.business_case.models import Assumption
from tracker.experiments.models import Experiment
from tracker.lessons.models import Conclusion, Lesson
from tracker.strategy.models import StrategyText
from tracker.summaries.models import Summary, SummarySignature
from tracker.summaries.models.summary import TEXTS

WORD = "Speciallægepraksisplanlægningsstabiliseringsperiodeundersøgelse"
SAID = f"{WORD} 🎉 https://www.eksempel.dk/{'en/meget/lang/adresse/' * 4}?a=b 中文"
LOWER_MARGIN = 60  # points
PAPERS = ("/summaries/2026-Q4.pdf", "/business-case.pdf", "/strategy.pdf")


def test_long_words_and_pictures_in_every_field(cast, visit, request):
    write_everywhere(cast)
    number = 2 if request.config.getoption("--faults") else 1
    for turn, (locale, name) in enumerate((("da", "[fest]"), ("en", "[party]"))):
        cast.leif.set_locale(locale)
        for path in PAPERS if number == 2 else PAPERS[turn::2]:
            answer = visit(cast.leif).get(path)
            assert answer.status_code == 200, path
            reader = PdfReader(io.BytesIO(answer.data))
            pages, margins = zip(*map(read, reader.pages), strict=True)
            text = " ".join(pages)
            assert name in text and "□" not in text, (path, locale)
            assert reader.trailer["/Root"]["/Lang"] == locale
            assert problems(answer.data) == [], path
            assert max(map(len, margins)) == 1, f"{path}: over the edge"
            assert not one_word_a_line(pages), path


def read(page) -> tuple[str, set[int]]:
    """The text of a page, and the lines that stand in its lower margin: but for the one
    of the footer, they are on a table that did not break.
    """
    found = set()

    def visit(text, matrix, where, _font, _size):
        height = matrix[3] * where[5] + matrix[5]
        if text.strip() and height < LOWER_MARGIN:
            found.add(round(height))

    return page.extract_text(visitor_text=visit), found


def one_word_a_line(pages: Sequence[str]) -> str:
    """The words of a column that left them no room; "" if there is none."""
    for page in pages:
        lines = page.splitlines()
        for n in range(len(lines) - 5):
            some = [line.strip() for line in lines[n : n + 5]]
            if all(word.isalpha() and word.islower() for word in some):
                return " ".join(some)
    return ""


def write_everywhere(cast) -> None:
    Experiment.update(title=SAID[:200]).execute()
    Lesson.update(statement=SAID[:280]).execute()
    Conclusion.update(meaning=SAID[:300]).execute()
    case = begun(cast, goal=SAID, benefit=SAID)
    argue(cast, benefit_of(case))
    Assumption.update(text=SAID[:400], basis=SAID).execute()
    StrategyText.write(text=SAID, why=SAID[:400], after=0, by=cast.frida, at=NOW)
    summary = drafted(cast)
    Summary.update(dict.fromkeys(TEXTS, SAID[:380])).execute()
    summary = Summary.get()
    summary.offer(version=summary.version, by=cast.frida, at=AT)
    SummarySignature.sign(
        summary, version=2, word=SAID, why_not=SAID[:400], by=cast.leif, at=AT
    )


def test_a_file_that_says_nothing_of_itself_is_found(tmp_path):
    """What the rules of the standard are held by can fail."""
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.write(tmp_path / "bare.pdf")
    found = problems((tmp_path / "bare.pdf").read_bytes())
    assert "it is not marked" in found and "it names no language" in found
    assert "it does not say that it is PDF/UA" in found
