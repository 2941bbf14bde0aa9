"""Whatever is sent to whatever address, the answer is one of ours: no error of the
house, nothing that runs, all the headers.
"""

import gc
import itertools
import random
from collections.abc import Iterator
from io import BytesIO

import pytest

from tests.examples import for_each_case
from tests.web.hostile import Attacker, inputs
from tests.web.payloads import MARK

# By default the inputs go to every twelfth address, and each fourth of a round is sent
TWELFTH = 12
SHORT = slice(0, 96, 4)
LONG = slice(10_000)
AS_SENT = (
    f"<script>{MARK}",
    f"<img src={MARK}",
    f"<svg/onload={MARK}",
    f"<b {MARK}",
    f'href="javascript:{MARK}',
    f"<script>{MARK[:4]}",
)
WORKED_OUT = str(7 * 191 * 191)

# A multipart body that breaks off leaves the temporary file of its part to the garbage collector.
UNCLOSED = (
    "ignore:Exception ignored in. <function"
    " SpooledTemporaryFile:pytest.PytestUnraisableExceptionWarning"
)


@pytest.fixture
def attacker(app, cast, request) -> Iterator[Attacker]:
    thorough = request.config.getoption("--faults")
    yield Attacker(app, cast, every=1 if thorough else TWELFTH)
    gc.collect()  # here, where what was left open is no error


@pytest.mark.sqlite_by_default
@pytest.mark.filterwarnings(UNCLOSED)
def test_no_input_breaks_the_house_or_comes_back_as_it_was_sent(
    attacker, rows, request
):
    thorough = request.config.getoption("--faults")
    wrong = []
    told = {}
    share = LONG if thorough else SHORT
    for sent in itertools.islice(
        inputs(attacker, random.Random("hostile"), thorough),
        share.start,
        share.stop,
        share.step,
    ):
        with rows.atomic() as step:
            answer = attacker.send(sent)
            told[answer.status_code] = told.get(answer.status_code, 0) + 1
            if troubles := amiss(answer):
                wrong.append(
                    (
                        troubles,
                        sent.who,
                        sent.method,
                        sent.path,
                        sent.query[:300],
                        (sent.data or b"")[:200],
                    )
                )
            answer.close()
            step.rollback(begin=False)
    print(
        f"\n{sum(told.values())} hostile inputs, answered {dict(sorted(told.items()))}"
    )
    assert not wrong, "\n".join(map(str, wrong[:12]))


@for_each_case(
    "path",
    ["/experiments", "/lessons", "/experiments/suggest/tags", "/experiments/similar"],
)
def test_the_one_character_that_no_database_keeps_is_not_looked_for(visit, cast, path):
    assert (
        visit(cast.alma)
        .get(path, query_string={"q": "a\0b", "tag": "a\0b"})
        .status_code
        == 200
    )


def test_a_file_where_words_are_due_is_none(visit, cast):
    """A part of a form that has a file's name is a file, whatever field it says it is."""
    clause = cast.facebook.guidelines.get().clauses.first()
    for path, fields in {
        f"/experiments/{cast.passport.id}/comments": (
            "body",
            "submission",
            "parent",
            "mentions",
            "asks",
        ),
        "/experiments/new": (
            "title",
            "hypothesis",
            "platform",
            "co_authors",
            "tags",
            "builds_on",
            "starts_on",
            "hours",
        ),
        "/me/second-factor": ("code", "password"),
        "/me/settings": ("name", "title", "about", "locale"),
        "/strategy/edit": ("text", "why", "after"),
        f"/guidelines/clauses/{clause.id}/edit": (
            "text",
            "kind",
            "version",
            "seen",
            "within_hours",
        ),
        "/guidelines/facebook/clauses": ("text", "kind", "seen"),
        "/admin/people/invite": ("email", "name", "role", "unit"),
        "/login": ("email", "password"),
        "/commitments": ("text", "due_on", "experiment"),
    }.items():
        for who in (cast.leif, cast.ada if "admin" in path else cast.frida):
            data = {
                "title": "Noget",
                **{name: (BytesIO(b"x"), "a.txt") for name in fields},
            }
            assert visit(who).post(path, data=data).status_code < 500, path


def amiss(answer) -> list[str]:
    """What is wrong with an answer, if anything."""
    text = answer.text if answer.mimetype == "text/html" else ""
    found = [f"answered {answer.status_code}"] if answer.status_code >= 500 else []
    found += [f"gives back {payload}" for payload in AS_SENT if payload in text]
    found += [
        name
        for name in ("Traceback (most recent", WORKED_OUT, "root:x:0")
        if name in text
    ]
    found += [f"a header {name}" for name, _ in answer.headers if MARK in name.lower()]
    found += (
        ["leads away"]
        if answer.headers.get("Location", "/")
        .split("?")[0]
        .lstrip()
        .startswith(("//", "http", "/\\"))
        else []
    )
    found += (
        []
        if "default-src 'none'" in answer.headers.get("Content-Security-Policy", "")
        else ["no CSP"]
    )
    return found
