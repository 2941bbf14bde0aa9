"""A number that somebody sent is read in one place, which minds neither letters nor
five thousand digits.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tracker.numbers import LARGEST_ID, whole_number

HOME = Path(__file__).parent.parent
READS = re.compile(r"\bint\(|\b(?:type|coerce)=int\b")
NOT_SENT = {  # file to why its `int` reads nothing that somebody could send at will
    "tracker/accounts/rate_limits.py": "seconds of ours",
    "tracker/accounts/views/identity.py": "a moment of ours",
    "tracker/dashboard/forms/drilldown.py": "a count of ours",
    "tracker/concerns/views.py": "seconds of ours",
    "tracker/web/revalidation.py": "a moment of ours, and a mask of bounded length",
    "tracker/web/chart.py": "a width, and values that our own tables were written with",
    "tracker/web/fields.py": "a float that was found finite and in bounds before",
    "tracker/experiments/forms/fields.py": "what the history holds",
    "tracker/guidelines/forms/platform.py": "a choice, and WTForms tells what is none",
    "tracker/readiness/forms.py": "one digit",
    "tracker/stakeholders/forms/fields.py": "a choice, and what the history holds",
    "tracker/stakeholders/forms/import_export.py": "a choice, and WTForms tells what is none",
    "tracker/stakeholders/forms/history.py": "what the history holds",
    "tracker/web/pagination.py": "at most ten digits",
    "tracker/web/markup.py": "at most nine digits",
}


@given(st.one_of(st.text(), st.integers().map(str), st.from_regex(r"\A[0-9]{1,12}\Z")))
@example("0" * 11 + "1" + "9" * 5000)
@example("9" * 5000)
@example("0" * 6000)
@example(str(LARGEST_ID))
@example(str(LARGEST_ID + 1))
@example("٣")
@example("²")
@example("-1")
def test_a_text_is_a_whole_number_or_none(text):
    number = whole_number(text)
    fits = re.fullmatch(r"\s*0*([0-9]{1,10})\s*", text, re.ASCII)
    assert number == (int(fits[1]) if fits and int(fits[1]) <= LARGEST_ID else None)


def test_nothing_that_was_sent_is_read_elsewhere():
    rooms = [
        path
        for path in (HOME / "tracker").rglob("*.py")
        if {"forms", "views", "web"} & {*path.parts, path.stem}
    ]
    rooms.append(HOME / "tracker/accounts/rate_limits.py")
    found = {
        path.relative_to(HOME).as_posix()
        for path in rooms
        if READS.search(path.read_text())
    }
    assert found <= set(NOT_SENT), "read it with tracker.numbers.whole_number"


# Too many digits for Python, too large for a column of PostgreSQL, and for SQLite
HUGE = ("9" * 5000, str(2**31), str(2**63))
OTHERS = ("0" * 11 + "1" + "5" * 5000, "9" * 40, "-" + "9" * 40, "1" * 4400)
WITH_FAULTS = pytest.mark.thorough(
    short="test_numbers.py::test_a_huge_number_breaks_no_form"
)
PASSPORT = "/experiments/{passport}"
FORMS = (  # with a field in which a number is sent, and somebody who may
    (f"{PASSPORT}/comments", "parent", "alma"),
    (f"{PASSPORT}/comments", "mentions", "alma"),
    ("/guidelines/questions", "clause", "carla"),
    ("/guidelines/proposals", "clause", "carla"),
    ("/follows", "id", "carla"),
    ("/follows/withdrawal", "id", "carla"),
    ("/notifications/reading", "until", "alma"),
    ("/strategy/signature", "number", "leif"),
    ("/commitments", "experiment", "leif"),
    ("/experiments/new", "builds_on", "alma"),
    ("/experiments/new", "stakeholder", "alma"),
    (f"{PASSPORT}/edit", "version", "alma"),
)
# So much that the number is read at all
SENT = {"body": "Hvad?", "title": "Noget", "kind": "platform", "hypothesis": "H"}


@pytest.mark.parametrize(
    "number",
    [*HUGE, *(pytest.param(number, marks=WITH_FAULTS) for number in OTHERS)],
    ids=lambda number: f"{number[:3]}-{len(number)}",
)
def test_a_huge_number_breaks_no_form(app, visit, cast, number, request):
    """By default the longest is sent to each form, each of the others to some in turn."""
    thorough = request.config.getoption("--faults")
    everybody = ("alma", "carla", "leif", "ada")
    share = slice(None)
    if not thorough and number != HUGE[0]:
        share = slice(HUGE.index(number), None, len(HUGE))
    browsers = {name: visit(getattr(cast, name)) for name in everybody}
    for form, field, who in FORMS[share]:
        path = form.format(passport=cast.passport.id)
        assert app.url_map.bind("localhost").test(path, "POST"), path
        sent = {**SENT, "platform": cast.facebook.id, field: number}
        senders = (who,)
        if thorough:
            senders = everybody
        for name in senders:
            answer = browsers[name].post(path, data=sent)
            assert answer.status_code < 500, (path, field, name)
    for path in (
        "/admin/people?after=",
        "/admin/people?unit=",
        "/experiments/new?stakeholder=",
        "/experiments/new?clause=",
    )[share]:
        assert browsers["ada"].get(path + number).status_code < 500, path
