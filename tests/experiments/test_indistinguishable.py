"""Two worlds that differ only in who shared an attempt without a name, or in the minute
that its author did something in, are the same
to everybody else: no page, figure, order, address or header tells them apart."""

import datetime as dt
import os
import re

import pytest
import time_machine

from tests.access import ADMIN, AUTHOR, CO_AUTHOR, ELSEWHERE, FACILITATOR, LEADER
from tests.cast import NOW, TODAY, concluded
from tests.experiments.anonymous_experiment import (
    addresses,
    canary,
    read_by_others,
    signed_photo,
    telling,
    withheld,
)
from tests.experiments.bulk import concluded_rows, people_rows
from tracker import db
from tracker.app import HANDLERS
from tracker.comments.models import Comment
from tracker.concerns.models import Concern, ConcernTarget
from tracker.experiments import files
from tracker.experiments.models import Link, MetricReading
from tracker.jobs.worker import run_due
from tracker.lessons.enums import EvidenceDirection, Outcome
from tracker.lessons.models import Evidence
from tracker.web.clock import now

pytestmark = pytest.mark.sqlite_by_default

READERS = (ELSEWHERE, LEADER, FACILITATOR, ADMIN, AUTHOR, CO_AUTHOR)
# Pages that only some find something on.
THEIRS = (
    (FACILITATOR, "/concerns"),
    (LEADER, "/dashboard/waiting"),
    (ELSEWHERE, "/notifications"),
)
# What tells of the machine, or holds moments and secrets of the reader's own.
OF_CHANCE = (
    "/readyz",
    "/metrics",
    "/healthz",
    "/me/data/export.zip",
    "/me/second-factor",
    "/admin/audit",
    "/admin/audit.csv",
)
MORNING, NOON, EVENING = (
    NOW.replace(hour=hour, minute=17, second=43, microsecond=121)
    for hour in (6, 11, 21)
)
# What is random in each world or for each visit: public ids, the bytes' editions,
# nonces, tokens, hidden keys, the numbers of requests; and for how many seconds the
# reader has been here.
CHANCE = re.compile(
    r'value="[\w.-]{12,}"|data-csrf="[^"]*"|\d{12,}|(?:v=|")[0-9a-f]{8}(?=["-])|nonce="[^"]*"|nonce-[^'
    r" \';]*|[\w-]{40,}|<dcterms:.*?</dcterms:\w+>"
    r"|used \d+ seconds? ago"
    r'|"request": "[0-9a-f]{16}"'
)


def alike(text: str) -> str:
    """A page without what chance has put there, and of its head only what a browser
    keeps of files.
    """
    head = re.search(r"(?mi)^Last-Modified:.*$", text.partition("<!doctype")[0])
    return (head[0] if head else "") + CHANCE.sub(
        "#", re.sub(r"(?m)^[A-Z][\w-]+: .*$", "", text)
    )


def figures(text: str) -> str:
    """What one reads on a page: no tags, so no ids."""
    return re.sub(
        r"\s+", " ", re.sub(r"(?s)<(script|style).*?</\1>|<[^>]*>", " ", text)
    )


def hang(app, experiment, by, at):
    """A picture whose files say when it was uploaded."""
    folder = app.config["TRACKER"].files
    files.attach_pictures(
        experiment,
        pictures=[signed_photo()],
        alt=["et regneark"],
        folder=folder,
        by=by,
        at=at,
    )
    hung = experiment.pictures.get()
    for small in (False, True):
        os.utime(
            (folder.path / files.name_of(hung.file, small)),
            (at.timestamp(), at.timestamp()),
        )
    return hung


def tell_all(app):
    with app.app_context():
        run_due({"tell": HANDLERS["tell"]}, now)


@pytest.fixture
def told(app, cast, visit, rows, request):
    """What everybody else reads in a world that a function makes; it is unmade again.

    On the second database, where numbers are not given again, the pages of figures and
    of the attempt are read without their tags.
    """

    # Reading takes minutes with --faults, and never as long twice: the clock stands, so
    # that "3 minutes ago" is the same in both worlds
    stands = now()

    def read(world) -> dict:
        with rows.atomic() as step, time_machine.travel(stands, tick=False):
            experiment, author = world()
            tell_all(app)
            if db.is_sqlite():
                several = READERS if request.config.getoption("--faults") else ()
                rest = [who for who in READERS if who not in several]
                some = None if several else telling(experiment)
                shown = read_by_others(
                    app,
                    cast,
                    visit,
                    experiment,
                    author,
                    readers=several,
                    in_turn=rest,
                    only=some,
                )
                for who, *paths in THEIRS:
                    shown += read_by_others(
                        app,
                        cast,
                        visit,
                        experiment,
                        author,
                        readers=[who],
                        only=paths.__contains__,
                    )
                pages = {
                    (who, path): alike(text)
                    for who, path, text in shown
                    if path not in OF_CHANCE
                }
            else:
                # Files, and numbers of rows as such
                tells = telling(experiment)
                unlike = ("/pictures/", ".csv", "/comments/")
                there = [
                    path
                    for path in addresses(app, cast, experiment, author)
                    if tells(path)
                ]
                there = [
                    path for path in there if not any(part in path for part in unlike)
                ]
                three = [
                    visit(person) for person in (cast.carla, cast.leif, cast.frida)
                ]
                pages = {
                    (n % 3, n): figures(three[n % 3].get(path).text)
                    for n, path in enumerate(there)
                }
            step.rollback(begin=False)
        return pages

    return read


def differing(one: dict, other: dict) -> list:
    def plain(path):
        return CHANCE.sub("#", str(path))

    first, second = (
        {(who, plain(path)): text for (who, path), text in world.items()}
        for world in (one, other)
    )
    assert first.keys() == second.keys()
    return [
        (who, path, _around(text, second[who, path]))
        for (who, path), text in first.items()
        if text != second[who, path]
    ]


def _around(one: str, other: str) -> tuple[str, str]:
    at = next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 0
    )
    return one[max(0, at - 60) : at + 60], other[max(0, at - 60) : at + 60]


@pytest.fixture
def newcomer(cast):
    """One who has shared nothing yet, beside Eva, who has, and so many others that the
    figures about people are shown.
    """
    shy = canary(cast)
    concluded(cast.eva, cast.facebook, title="Evas eget, ved navn")
    people_rows(cast.library, [f"Deltager Nummer{n}" for n in range(5)])
    pioneers = people_rows(cast.library, [f"Pioner Nummer{n}" for n in range(5)])
    outcomes = [Outcome.refuted] * len(pioneers)
    concluded_rows(pioneers, cast.facebook, outcomes, lesson="Folk ringer om morgenen.")
    return shy


@pytest.fixture
def shared(app, cast):
    """``shared(by, at)``: a world in which somebody shares an attempt without a name, and
    does in that minute all that an author does; others do much at noon.
    """

    def acts(experiment, question, by, at):
        experiment = experiment.reload()
        experiment.amend(
            version=experiment.version,
            by=by,
            at=at,
            method="vi lagde det op om aftenen",
        )
        Link.add(experiment, url="https://example.org/regneark", by=by, at=at)
        MetricReading.take(
            experiment, metric="svar", value=3, read_on=TODAY, by=by, at=at
        )
        cast.hung = hang(app, experiment, by, at)
        Comment.add(experiment, body="Hvem så det?", by=by, asks=True, at=at)
        said = Comment.add(
            experiment, body="To, tror jeg.", parent=question, by=by, at=at
        )
        Concern.add(
            said,
            by=by,
            at=at,
            place=ConcernTarget.comment,
            words="Det kan ses, hvem det er.",
        )
        Evidence.add(
            cast.passport.lessons.get(),
            experiment=experiment,
            bearing=EvidenceDirection.supports,
            by=by,
            at=at,
        )
        tell_all(app)  # as the worker does, at once: notices have an order too

    def others_act(experiment, question):
        for who, n in ((cast.leif, 1), (cast.carla, 2), (cast.frida, 3)):
            at = NOON + dt.timedelta(minutes=n)
            Comment.add(experiment, body=f"Nummer {n}", by=who, at=at, asks=n == 1)
            Comment.add(experiment, body=f"Svar {n}", parent=question, by=who, at=at)
            Link.add(cast.passport, url=f"https://example.org/{n}", by=who, at=NOON)
        tell_all(app)

    def world(by, at: dt.datetime):
        def made():
            experiment = withheld(cast, by)
            tell_all(app)
            question = Comment.add(
                experiment,
                body="Hvor mange så det?",
                asks=True,
                by=cast.carla,
                at=NOW.replace(hour=5),
            )
            if at < NOON:
                acts(experiment, question, by, at)
            others_act(experiment, question)
            if at > NOON:
                acts(experiment, question, by, at)
            return experiment, by

        return made

    return world


def test_nothing_tells_who_shared_without_a_name_or_in_which_minute(
    cast, told, newcomer, shared
):
    """Neither whether it was a newcomer or one who has shared by name, nor when."""
    assert (
        differing(told(shared(newcomer, MORNING)), told(shared(cast.eva, EVENING)))
        == []
    )


apart = pytest.mark.thorough(
    short="experiments/test_indistinguishable.py"
    "::test_nothing_tells_who_shared_without_a_name_or_in_which_minute"
)


@apart
def test_no_figure_and_no_page_tells_a_newcomer_from_one_who_has_shared_by_name(
    cast, told, newcomer, shared
):
    one, other = (told(shared(by, MORNING)) for by in (newcomer, cast.eva))
    assert differing(one, other) == []


@apart
def test_nothing_tells_in_which_minute_an_author_without_a_name_did_it(
    told, newcomer, shared
):
    early, late = (told(shared(newcomer, at)) for at in (MORNING, EVENING))
    assert differing(early, late) == []
