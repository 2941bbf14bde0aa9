"""All files of the demo: short, narrow, and true on whatever day they are read."""

import re

import pytest

from tests.demo.mistakes import broken
from tests.examples import for_each
from tracker import toml
from tracker.demo import TEXTS
from tracker.demo.seed_business_case import CaseText
from tracker.demo.seed_commitments import Commitments
from tracker.demo.seed_drafts import Drafts
from tracker.demo.seed_guidelines import GuidelineTexts
from tracker.demo.seed_lessons import LessonTexts
from tracker.demo.seed_pulses import Pulses
from tracker.demo.seed_questions import OpenQuestions, Proposals, Questions
from tracker.demo.seed_stakeholders import Stakeholders
from tracker.demo.seed_strategy import Strategy
from tracker.demo.seed_summaries import Summaries
from tracker.toml import DataFileError

FILES = sorted(TEXTS.rglob("*.toml"))
TIMES = re.compile(
    r"\b(januar|februar|marts|april|maj|juni|juli|august|september|oktober|november"
    r"|december|jul|påske|pinse|i år|i fjor|sidste år|næste år|sommer\w*|vinter\w*"
    r"|forår\w*|efterår\w*|sne\w*|20[12]\d)\b",
    re.IGNORECASE,
)
each = for_each(FILES, lambda path: path.stem)


def texts(value) -> list[str]:
    """Every text in a table, however deep."""
    if isinstance(value, dict):
        return texts(list(value.values()))
    if isinstance(value, list):
        return [text for one in value for text in texts(one)]
    return [value] if isinstance(value, str) else []


@each
def test_files_are_short_and_narrow(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 350 and max(map(len, lines)) <= 120


@each
def test_no_text_names_a_time_of_the_year(path):
    """The dates move with the day of making, so a snowy post would one day be in July."""
    for text in texts(toml.load(path)):
        assert not TIMES.search(text), text


@pytest.mark.parametrize(
    ("name", "kind", "old", "new", "error"),
    [
        (
            "business_case",
            CaseText,
            'kind = "cost"',
            'kind = "c"',
            "assumptions 4 (tid): kind",
        ),
        (
            "business_case",
            CaseText,
            'assumption = "svar"',
            'assumption = "s"',
            "evidence: there is no assumption “s”",
        ),
        (
            "commitments",
            Commitments,
            'experiment = "bs-v',
            'lesson = "bs-v',
            "promises 1 (bodil): unknown key “lesson”",
        ),
        (
            "commitments",
            Commitments,
            'experiment = "bs-ventetid-x"',
            "",
            "promises 1 (bodil): one of “experiment”",
        ),
        (
            "drafts",
            Drafts,
            'author = "maja"',
            'author = "m"',
            "drafts 1 (m): author: there",
        ),
        (
            "guidelines",
            GuidelineTexts,
            '"facebook:3"',
            '"facebook:99"',
            "amendments 3 (facebook:99): clause: there is no clause",
        ),
        (
            "guidelines",
            GuidelineTexts,
            '"everywhere:1" =',
            '"everywhere:0" =',
            "experiments: there is no clause “everywhere:0”",
        ),
        (
            "lessons",
            LessonTexts,
            '"supports"',
            '"helps"',
            "evidence 3 (hr-rekrutfilm): bearing: “helps” is none of",
        ),
        (
            "pulses",
            Pulses,
            "teknik = 0.5",
            "tek = 0.5",
            "units: there is no unit “tek”",
        ),
        (
            "pulses",
            Pulses,
            "allowed = 5.6",
            "allow = 5.6",
            "rounds 1: fears: “allow” is none of",
        ),
        (
            "questions",
            Questions,
            'answered_by = "ditte"',
            "",
            "questions 1 (maja): “answer” and “answered_by”",
        ),
        (
            "open_questions",
            OpenQuestions,
            'asker = "signe"',
            'asker = "s"',
            "questions 2 (s): asker: there is no",
        ),
        (
            "proposals",
            Proposals,
            'guideline = "linkedin-personal"',
            "",
            "proposals 1 (nikolaj): either “clause”",
        ),
        (
            "stakeholders",
            Stakeholders,
            'met = "web"',
            'met = "app"',
            "stakeholders 1 (Borgerne i Tranevig): bs-flytteguide",
        ),
        (
            "strategy",
            Strategy,
            'by = "kirsten"',
            'by = "k"',
            "versions 1 (jonas): signatures 1 (k): by: there is no",
        ),
        (
            "summaries",
            Summaries,
            "learnt",
            "learned",
            "quarters 1 (jonas): unknown key “learned”",
        ),
    ],
)
def test_a_mistake_is_one_clear_error(tmp_path, name, kind, old, new, error):
    path = broken(tmp_path, TEXTS / f"{name}.toml", old, new)
    with pytest.raises(DataFileError) as caught:
        toml.read(path, kind)
    assert str(caught.value).startswith(f"{name}.toml: {error}")
