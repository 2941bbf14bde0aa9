"""What somebody may not see stands on no page they can reach, and changes none: two
worlds that differ in it answer alike.

Asked are all pages and files there are, searches, filters, suggestions and follows, by
everybody else, and what is mailed on Tuesday. By default a share of the questions is
asked by one of them in turn, and of a few worlds; with --faults all by all, of many.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import replace
from random import Random

import pytest
import time_machine
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as some
from peewee import fn

from tests.access import ELSEWHERE, EVERYBODY
from tests.cast import concluded, person
from tests.experiments import visibility_worlds
from tests.experiments.anonymous_experiment import much_happens, withheld
from tests.experiments.program_questions import questions_of_programs
from tests.experiments.visibility_worlds import (
    DRAFT,
    HIDDEN,
    NOT_THEIRS,
    OTHERS,
    SEEN_IN,
    TUESDAY,
    Work,
    works,
)
from tracker import columns, db
from tracker.accounts.models import Person
from tracker.experiments.models import Experiment

WORDS = {
    "words": ("kvantehest", "zwyqfyring", "opkald"),
    "tags": ("svar", "zwyqrunde", "zwyqklub"),
    "hours": 77,
}
ALL_OF_IT = {
    kind: Work(kind, acts=tuple(visibility_worlds.ACTS), **WORDS) for kind in NOT_THEIRS
}

# What was published counts in the organisation's figures, without a word of it: "1
# more, visible to its unit", or one that a facilitator is looking at; and so does
# evidence that it gives. A draft counts nowhere.
COUNTED = (
    "/stakeholders",
    "/experiments/1/lineage",
    "/lessons",
    "/business-case",
    "/dashboard",
    "/leading",
    "/readiness",
    "/strategy",
    "/api/v1/lessons",
    "/api/v1/measures",
    "/mcp?list_lessons",
)
COUNT = {DRAFT: (), HIDDEN: COUNTED, SEEN_IN: COUNTED}
# Tells how far each lesson that it finds is confirmed, so by evidence that counts; all else
# that it tells must be the same
STATUS_BESIDE = "/api/v1/search"
STATUS = re.compile(r'"status": "\w+"|Content-Length: \d+|ETag: "\w+"')


@pytest.fixture
def tuesday(app, cast, tmp_path, monkeypatch):
    """A day that does not go on; gives the folder where that day's mails lie."""
    monkeypatch.setitem(
        app.config, "TRACKER", replace(app.config["TRACKER"], data=tmp_path)
    )
    cast.folder = app.config["TRACKER"].files
    with time_machine.travel(TUESDAY, tick=False):
        yield tmp_path / "mails"


@pytest.fixture
def world(app, cast, rows, tuesday, monkeypatch):
    """What is told, to whom, in a world that an act makes: answers by reader and
    question, and mails.
    """

    def told(act, readers: dict, to_authors=("alma.", "bo.")) -> dict[tuple, str]:
        with rows.atomic() as step:
            visibility_worlds.number_anew()
            chance = Random(7)
            monkeypatch.setattr(
                columns.secrets,
                "randbelow",
                lambda below: chance.randrange(10**15, below),
            )
            act()
            visibility_worlds.all_falls_due(app)
            found = {
                ("mail", to): text
                for to, text in visibility_worlds.mails(tuesday).items()
                if not to.startswith(to_authors)
            }
            for who, asked in readers.items():
                browser = visibility_worlds.browser(app, cast, who)
                found |= {
                    (who, *question): text
                    for question, text in visibility_worlds.read(browser, asked).items()
                }
            step.rollback(begin=False)
        return found

    return told


def mailed(cast, kind: str) -> tuple[str, ...]:
    """Addresses of those who may see such work, so that their mails may differ."""
    authors = (cast.alma.email, cast.bo.email)
    if kind == HIDDEN:  # whoever facilitates is told that something was hidden
        return (*authors, cast.frida.email, cast.ada.email)
    if kind != SEEN_IN:
        return authors
    unit = Person.select(Person.email).where(Person.unit == cast.service)
    return authors + tuple(email for (email,) in unit.tuples())


@pytest.fixture
def thorough(request) -> bool:
    return request.config.getoption("--faults")


def tried(strategy, holds, *, first, many: int) -> None:
    """Hold this for some examples, before them for those named."""
    checks = [
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ]
    told = given(strategy)(holds)
    for one in first:
        told = example(one)(told)
    settings(
        max_examples=many,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate, Phase.shrink],
        suppress_health_check=checks,
    )(told)()


@pytest.mark.sqlite_by_default
def test_what_somebody_may_not_see_changes_nothing(app, cast, world, thorough):
    """There is such work, or there is none: what everybody sees was there before, so
    that it has the same numbers in both. By default what may be counted is there at once.
    """
    visibility_worlds.furnish(app, cast)
    beyond = newest_id() + 1
    if thorough:
        asked = visibility_worlds.questions(app, cast, beyond)
    else:
        asked = visibility_worlds.questions(app, cast, beyond, every=24)
        visibility_worlds.tell_nobody()
        # Whose mails may always differ
        visibility_worlds.write_no_mails_to((cast.alma, cast.bo))
    readers = shared_out(asked, OTHERS, thorough)
    without = world(lambda: None, readers, to_authors=("nobody.",))

    def holds(*works: Work):
        kinds = [work.kind for work in works]
        theirs = sum((mailed(cast, kind) for kind in kinds), ())
        others = set(OTHERS).intersection(*(NOT_THEIRS[kind] for kind in kinds))
        mine = {who: readers[who] for who in others}

        def made():
            for work in works:
                visibility_worlds.make(cast, work)

        with_it = world(made, mine, theirs)
        same = {
            key: text
            for key, text in without.items()
            if key[0] in mine or (key[0] == "mail" and not key[1].startswith(theirs))
        }
        changed = changes(same, with_it, COUNT[kinds[0]])
        assert not changed, told(works, changed)

    def holds_of_one(work: Work):
        holds(work)

    if thorough:
        tried(works(), holds_of_one, first=ALL_OF_IT.values(), many=6)
    else:
        holds(ALL_OF_IT[DRAFT])
        holds(ALL_OF_IT[HIDDEN], ALL_OF_IT[SEEN_IN])


@pytest.mark.thorough(
    short="experiments/test_visibility.py::test_what_somebody_may_not_see_changes_nothing"
)
def test_what_somebody_may_not_see_and_came_first_changes_nothing(app, cast, world):
    """One such work in the one world, another one as large in the other; then what
    everybody sees.

    So the numbers of rows are the same
    in both, and only words, tags, hours, people and outcomes differ."""
    with db.database.atomic() as step:
        visibility_worlds.furnish(app, cast)
        asked = visibility_worlds.questions(app, cast, beyond=newest_id() + 9)
        step.rollback(begin=False)
    acts = tuple(
        act for act in visibility_worlds.ACTS if act not in ("co_authors", "argue")
    )
    other = {
        "words": ("video", "zwyqflytning"),
        "tags": ("hverdag", "svar", "zwyqklub"),
        "hours": 3,
    }
    pairs = {
        kind: (Work(kind, acts=acts, **WORDS), Work(kind, acts=acts, **other))
        for kind in NOT_THEIRS
    }

    def holds(pair):
        def made(work):
            cast.probe = None  # is made afterwards
            visibility_worlds.make(cast, work)
            visibility_worlds.furnish(app, cast)

        readers = dict.fromkeys(NOT_THEIRS[pair[0].kind], asked)
        theirs = mailed(cast, pair[0].kind)
        one, another = (
            world(lambda work=work: made(work), readers, theirs) for work in pair
        )
        assert not (changed := changes(one, another, COUNT[pair[0].kind])), told(
            pair, changed
        )

    either = some.sampled_from(list(NOT_THEIRS)).flatmap(
        lambda kind: some.tuples(*[works([kind], acts)] * 2)
    )
    tried(either, holds, first=pairs.values(), many=3)


@pytest.mark.thorough(
    short="experiments/test_indistinguishable.py"
    "::test_nothing_tells_who_shared_without_a_name_or_in_which_minute"
)
def test_nobody_can_tell_which_of_two_colleagues_shared_without_a_name(
    app, cast, world
):
    """The one wrote it, who shared by name before, or the other, who never did: both of
    one unit, the same words on the same day.
    """
    writers = [
        person("Xanthippe Zwyqvist", cast.service),
        person("Yrsa Zwyqvist", cast.service),
    ]
    concluded(writers[0], cast.facebook, title="Med navn")
    visibility_worlds.furnish(app, cast)
    asked = visibility_worlds.questions(app, cast, beyond=newest_id() + 9)

    def made(who):
        shared = withheld(cast, who)
        much_happens(app, cast, who, shared)

    readers = dict.fromkeys(EVERYBODY, asked)
    one, another = (
        world(lambda who=who: made(who), readers, ("xanthippe.", "yrsa."))
        for who in writers
    )
    assert not (changed := changes(one, another)), told("withheld", changed)


def test_programs_are_let_in_when_they_ask(app, cast):
    """Else it would tell nothing that they are told the same in both worlds."""
    words = (cast.passport.title.split()[0],)
    asked = questions_of_programs(words, [], [cast.passport.id])
    reader = visibility_worlds.browser(app, cast, ELSEWHERE)
    found = visibility_worlds.read(reader, asked)
    refused = [key for key, text in found.items() if text[:3] not in ("200", "404")]
    assert not refused
    for place in ("/api/v1/experiments/", "/api/v1/search", "/mcp"):
        told = [text for key, text in found.items() if key[1].startswith(place)]
        assert any(cast.passport.title in text for text in told), place


def newest_id() -> int:
    return Experiment.select(fn.MAX(Experiment.id)).scalar()


def shared_out(asked: list, readers, thorough: bool) -> dict[str, list]:
    """Who asks what: everybody everything, or each one of them a few of it in turn."""
    if thorough:
        return dict.fromkeys(readers, asked)
    return {who: asked[place :: len(readers)] for place, who in enumerate(readers)}


def changes(one: dict, another: dict, counted=()) -> dict[tuple, str]:
    """Who is told another thing in answer to what; first where both have it."""
    found = {}
    for key in {*one, *another}:
        before, after = one.get(key, ""), another.get(key, "")
        if counted and _among(key, (STATUS_BESIDE,)):
            before, after = STATUS.sub("", before), STATUS.sub("", after)
        if before != after and not _among(key, counted):
            found[key] = difference(before, after)
    return found


def _among(key: tuple, counted) -> bool:
    return len(key) > 2 and key[2].startswith(tuple(counted))


def difference(before: str, after: str) -> str:
    lines = difflib.unified_diff(
        before.splitlines(), after.splitlines(), lineterm="", n=0
    )
    return "\n".join(line[:400] for line in [*lines][2:14])


def told(work, changed: dict[tuple, str]) -> str:
    return f"{work}\n" + "\n".join(
        f"{key}\n{how}" for key, how in [*changed.items()][:12]
    )
