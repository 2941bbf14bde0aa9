"""A colleague nobody may know, with a name that stands nowhere by chance; and what
others read of every page.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

from PIL import Image

from tests.access import (
    ADMIN,
    ELSEWHERE,
    EVERYBODY,
    FACILITATOR,
    LEADER,
    NAMES,
    OUT,
)
from tests.cast import NOW, TODAY, Cast, person
from tests.routes import ROUTES
from tracker.accounts.models import Person
from tracker.comments.models import AcceptedAnswer, Comment
from tracker.concerns.models import Concern, ConcernTarget
from tracker.endorsements.models import Endorsement, EndorsementKind
from tracker.experiments import files
from tracker.experiments.models import Experiment, Link, MetricReading
from tracker.lessons.enums import Decision, EvidenceDirection, Outcome
from tracker.lessons.models import Evidence, Reuse
from tracker.lineage.models import BuildsOn

CANARY = "Xanthippe Zwyqvist"
SEES_LEAST = (ELSEWHERE, LEADER, FACILITATOR, ADMIN, OUT)
TRACES = ("xanthippe", "zwyqvist", ">XZ<")
CARD = {
    "outcome": Outcome.refuted,
    "observation": "Ingen svarede på noget af det.",
    "surprise": "At ingen skrev noget.",
    "lesson": "Et regneark får ingen til at svare.",
    "decision": Decision.stop,
}
PLAN = {
    "title": "Regneark som opslag",
    "hypothesis": "et regneark får flere til at svare",
    "tags": ["regneark"],
}


def canary(cast: Cast, others: int = 1) -> Person:
    """Somebody in Borgerservice, where three of the cast work; with one more they are five."""
    shy = person(CANARY, cast.service)
    for n in range(others):
        person(f"Kollega Nummer{n}", cast.service)
    # An id of so many digits that it stands in no address by chance.
    Person.update(id=7_654_321).where(Person.id == shy.id).execute()
    return Person.get_by_id(7_654_321)


def withheld(cast: Cast, shy: Person, card=CARD, **plan) -> Experiment:
    """What the canary tried, concluded unseen, building on Alma's attempt, and shown
    without a name.
    """
    told = {"platform": cast.facebook, **PLAN, **plan}
    shown = {"publish": True, "withheld": True, "card": card and {**card, "on": TODAY}}
    return BuildsOn.begin([cast.passport], by=shy, at=NOW, **shown, **told)


def much_happens(app, cast: Cast, shy: Person, experiment: Experiment) -> None:
    """The author and others do all that can be done."""
    experiment.amend(
        version=experiment.version, by=shy, at=NOW, method="vi lagde det op om aftenen"
    )
    Link.add(experiment, url="https://example.org/regneark", by=shy, at=NOW)
    MetricReading.take(
        experiment, metric="svar", value=3, read_on=TODAY, by=shy, at=NOW
    )
    photo = {
        "pictures": [signed_photo()],
        "alt": ["et regneark"],
        "folder": app.config["TRACKER"].files,
    }
    files.attach_pictures(experiment, **photo, by=shy, at=NOW)
    cast.hung = experiment.pictures.get()
    if conclusion := experiment.conclusions.first():
        card = {
            **conclusion.card(),
            "observation": "To svarede.",
            "lesson": CARD["lesson"],
            "context": "på en fredag",
        }
        conclusion.amend(version=conclusion.version, by=shy, at=NOW, on=TODAY, **card)
        lesson = experiment.lessons.get()
        Reuse.add(
            lesson, note="Vi lod regnearket ligge.", by=cast.carla, at=NOW, on=TODAY
        )
        Evidence.add(
            lesson,
            experiment=cast.passport,
            bearing=EvidenceDirection.supports,
            by=cast.alma,
            at=NOW,
        )
        Evidence.add(
            cast.passport.lessons.get(),
            experiment=experiment,
            bearing=EvidenceDirection.supports,
            by=shy,
            at=NOW,
        )
    question = Comment.add(
        experiment, body="Hvor mange så det?", asks=True, by=cast.carla, at=NOW
    )
    Comment.add(
        experiment, body="To, tror jeg. @Carla Munk", parent=question, by=shy, at=NOW
    )
    said = Comment.add(experiment, body="Jeg prøver noget andet.", by=shy, at=NOW)
    said.amend(body="Jeg prøver noget helt andet.", by=shy, at=NOW)
    Comment.add(experiment, body="Godt tænkt.", parent=said, by=cast.eva, at=NOW)
    Comment.add(experiment, body="Væk.", by=shy, at=NOW).remove(by=shy, at=NOW)
    AcceptedAnswer.accept(question, by=shy, at=NOW)
    Concern.add(
        said,
        by=shy,
        at=NOW,
        place=ConcernTarget.comment,
        words="Det kan ses, hvem det er.",
    )
    for who, kind in (
        (cast.alma, EndorsementKind.courage),
        (cast.leif, EndorsementKind.learned),
    ):
        Endorsement.add(experiment, kind=kind, by=who, at=NOW)
    BuildsOn.begin(
        [experiment],
        publish=True,
        by=cast.eva,
        at=NOW,
        platform=cast.facebook,
        title="Uden regneark",
        hypothesis="x",
    )


def signed_photo() -> io.BytesIO:
    """A picture that says who took it."""
    exif = Image.Exif()
    file = io.BytesIO()
    exif[0x013B] = CANARY
    Image.new("RGB", (60, 40), "white").save(
        file, "JPEG", exif=exif, comment=CANARY.encode()
    )
    file.seek(0)
    return file


def addresses(app, cast: Cast, experiment: Experiment, shy: Person) -> list[str]:
    """Every page there is to be read, about the experiment where there is one in its
    address; lists also narrowed to it.
    """
    known = {
        "picture_id": cast.hung.public_id,
        "comment_id": Comment.get(Comment.person == shy.id).public_id,
        "filename": "none",
        "token": "none",
    }
    found = []
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            if "GET" not in rule.methods or rule.endpoint in (
                "static",
                "assets",
                "chartkick.static",
            ):
                continue
            values = {
                name: known.get(name, _row(cast, rule.endpoint, experiment))
                for name in rule.arguments
            }
            found.append(app.url_for(rule.endpoint, **values))
    lists = [
        path
        for path in found
        if path
        in (
            "/experiments",
            "/lessons",
            "/experiments/export.csv",
            "/experiments/export.xlsx",
        )
    ]
    for query in (
        "q=regneark",
        f"unit={cast.service.id}",
        "tag=regneark",
        "sort=surprising",
        "sort=built_on",
    ):
        found += [f"{path}?{query}" for path in lists]
    found += [
        "/experiments/suggest/attempts?q=regneark",
        "/experiments/similar?q=regneark+som+opslag",
        f"/people/{cast.eva.id}",
    ]
    return found


def _row(cast: Cast, endpoint: str, experiment: Experiment) -> int:
    room = endpoint.split(".")[0]
    if endpoint in ("accounts.unit", "accounts.keep_unit"):
        return cast.service.id
    if (
        room == "lessons"
        and endpoint not in ("lessons.conclusion", "lessons.bearings")
        and experiment.lessons.exists()
    ):
        return experiment.lessons.get().id
    return {
        "accounts": cast.carla.id,
        "guidelines": cast.facebook.id,
        "notifications": 1,
    }.get(room, experiment.id)


def all_about(experiment: Experiment) -> Callable[[str], bool]:
    """Whether a page tells of this attempt alone."""
    there = re.compile(
        rf"/experiments/{experiment.id}(/(history|lineage|evidence|comments|comments/\d+/replies|pictures/\d+))?$"
    )
    return lambda path: bool(there.match(path))


def telling(experiment: Experiment) -> Callable[[str], bool]:
    """Whether a page tells of this attempt, or in figures of all of them."""
    one = all_about(experiment)
    of_all = (
        r"/(experiments|experiments/export\.csv|readiness|dashboard|dashboard/waiting"
        r"|notifications|concerns|units/\d+)?$"
    )
    return lambda path: one(path) or bool(re.match(of_all, path))


def is_near(experiment: Experiment, path: str) -> bool:
    """Whether a word of this attempt stands on a page, as in lists and in what was learnt."""
    there = (
        rf"/experiments/({experiment.id}/(concerns|endorsements|evidence/\d+)|tags)$"
        r"|/lessons(/\d+(/poster)?|/export\.csv|/handed-on)?$"
        r"|/experiments/export\.xlsx$|/people/\d+$|/me/data/export\.zip$"
        r"|/(experiments|lessons).*\?(q|unit|tag)="
    )
    return telling(experiment)(path) or bool(re.match(there, path))


def read_by_others(
    app,
    cast: Cast,
    visit,
    experiment: Experiment,
    shy: Person,
    readers=EVERYBODY,
    in_turn=(),
    only=None,
) -> list[tuple[str, str, str]]:
    """Reader, address and text of every page, for everybody but the author.

    Args:
        readers: Who reads all of them; None is each once, by one who may and sees least.
        in_turn: Further readers, each of whom reads their share of the pages, so that
            together they read each once.
        only: Which addresses are read; None is all.
    """
    pages = []
    there = [
        path
        for path in addresses(app, cast, experiment, shy)
        if only is None or only(path)
    ]
    reading = [(who, there[n :: len(in_turn)]) for n, who in enumerate(in_turn)]
    if readers is None:
        found = {path: _sees_least(app, path) for path in there}
        readers = dict.fromkeys(who for who in found.values() if who)
        reading += [
            (who, [path for path in there if found[path] == who]) for who in readers
        ]
    else:
        reading += [(who, there) for who in readers]
    for who, paths in reading:
        browser = visit(None if who == OUT else getattr(cast, NAMES[who]))
        for path in paths:
            answer = browser.get(path)
            assert answer.status_code < 500, path
            pages.append((who, path, f"{answer.headers} {readable(answer.data)}"))
            answer.close()
    return pages


def _sees_least(app, path: str) -> str | None:
    """Of those who may read a page about somebody else's attempt, who sees least."""
    endpoint, _ = app.url_map.bind("localhost").match(path.partition("?")[0])
    doors = ROUTES.get(f"GET {endpoint}", {"": {}})
    answers = doors.get("passport") or next(iter(doors.values()))
    found = [who for who in SEES_LEAST if answers.get(who) == "ok"]
    return found[0] if found else None


def readable(data: bytes) -> str:
    """A page or a file as text; a workbook as all that is packed in it."""
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return " ".join(
                packed.read(name).decode(errors="replace") for name in packed.namelist()
            )
    return data.decode(errors="replace")


def traces(text: str, shy: Person) -> list[str]:
    """What in a text tells who it was: the name, the address, the initials or the id."""
    return [
        trace
        for trace in (*TRACES, shy.email, str(shy.id))
        if trace.lower() in text.lower()
    ]


def known_places(path: str) -> bool:
    """Where colleagues stand by their names, whatever they tried: the pickers, and the
    administrator's lists of people.
    """
    return path.startswith("/admin") or (
        "/people" in path and not path.startswith("/people")
    )
