"""Two worlds that differ only in what somebody may not see, and all that the others
read of each.

A world is written in a transaction that is rolled back: what everybody sees, then the
work that only some may see, then a Tuesday on which all falls due. What is read of it
is an answer's status, headers and body, without what is new in every answer.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from email import policy
from email.parser import BytesParser
from urllib.parse import urlencode

from hypothesis import strategies as some

from tests.access import ADMIN, BESIDE, ELSEWHERE, FACILITATOR, LEADER, NAMES, OUT
from tests.business_case.factories import argue, begun, benefit_of
from tests.cast import NOW, TODAY, Cast, concluded, planned
from tests.experiments.pictures import picture
from tests.experiments.program_questions import (
    OF_PROGRAMS,
    Program,
    questions_of_programs,
)
from tests.routes import ROUTES
from tests.test_house import UNLISTED, url_to
from tracker import db
from tracker.app import HANDLERS
from tracker.business_case.models import BusinessCase
from tracker.comments.models import Comment
from tracker.concerns.models import Concern, ConcernTarget
from tracker.endorsements.models import Endorsement, EndorsementKind
from tracker.experiments import files
from tracker.experiments.models import Experiment, Link, MetricReading, Tag, Visibility
from tracker.follows.models import Follow
from tracker.guidelines.models import Clause
from tracker.jobs.models import Job
from tracker.jobs.worker import run_due
from tracker.lessons.enums import Decision, EvidenceDirection, Outcome
from tracker.lessons.models import Conclusion, Evidence, Reuse
from tracker.lineage.models import BuildsOn
from tracker.notifications.models import Unsubscription
from tracker.schema import MODELS

TUESDAY = dt.datetime(2026, 11, 24, 7, 30, tzinfo=dt.UTC)
OTHERS = (OUT, BESIDE, ELSEWHERE, LEADER, FACILITATOR, ADMIN)
SEEN_IN = "seen by its unit alone"
DRAFT = "a draft"
HIDDEN = "hidden because of something personal"
NOT_THEIRS = {
    DRAFT: OTHERS,
    HIDDEN: (OUT, BESIDE, ELSEWHERE, LEADER),
    SEEN_IN: (OUT, ELSEWHERE, LEADER, FACILITATOR, ADMIN),
}
# For machines, not of rows; and a secret that is made anew each time.
NEVER_READ = (
    "home.healthz",
    "home.readyz",
    "home.metrics",
    "accounts.second_factor",
    "accounts.first_code",
)

# Words of what everybody sees, and of nothing that they see; of both, as of tags, any
# work may be made.
SHARED = [
    "spørgetime",
    "borgerne",
    "torsdag",
    "kvantehest",
    "video",
    "opkald",
    "regneark",
]
SECRET = ["zwyqbordtennis", "zwyqfyring", "zwyqflytning"]
TAGS = ["svar", "hverdag", "zwyqrunde", "zwyqklub"]
WORDS_ASKED = ("kvantehest video", "regneark", "zwyqfyring", "zw")


@dataclass(frozen=True)
class Work:
    """What somebody wrote that others may not see.

    Attributes:
        words: A word for each of its texts, used in turn.
        acts: What happened to it beside: see ACTS.
    """

    kind: str
    words: tuple[str, ...]
    tags: tuple[str, ...]
    acts: tuple[str, ...]
    hours: int
    outcome: Outcome = Outcome.refuted


def works(kinds=(DRAFT, HIDDEN, SEEN_IN), acts=None):
    """Any such work, as Hypothesis makes it."""
    words = some.lists(some.sampled_from(SHARED + SECRET), min_size=3, max_size=6).map(
        tuple
    )
    return some.builds(
        Work,
        kind=some.sampled_from(kinds),
        words=words,
        tags=some.lists(some.sampled_from(TAGS), max_size=3, unique=True).map(tuple),
        acts=(
            some.just(acts)
            if acts
            else some.lists(some.sampled_from(sorted(ACTS)), unique=True).map(tuple)
        ),
        hours=some.integers(0, 900),
        outcome=some.sampled_from([Outcome.refuted, Outcome.supported, Outcome.mixed]),
    )


# What is written


def furnish(app, cast: Cast) -> None:
    """What everybody sees, and what could tell of the rest: probes with shared words,
    follows, a case, and one thing of each kind.
    """
    cast.folder = app.config["TRACKER"].files
    BusinessCase.current() or begun(cast)
    said = {
        "hypothesis": "en kvantehest får flere til at svare",
        "tags": ["svar", "hverdag"],
    }
    cast.probe = concluded(
        cast.carla, cast.facebook, title="Kvantehest om torsdagen", **said
    )
    planned(
        cast.carla,
        cast.facebook,
        title="Regneark og video til borgerne",
        hypothesis="regneark video",
        tags=["svar"],
    )
    planned(
        cast.eva,
        cast.facebook,
        title="Video af opkald",
        hypothesis="en video",
        metric="opkald",
        tags=["hverdag"],
    )
    argue(cast, benefit_of(BusinessCase.current()), cast.probe, note="Ja.")
    Reuse.add(
        cast.passport.lessons.get(), note="Vi ventede.", by=cast.leif, at=NOW, on=TODAY
    )
    for tag in Tag.select().where(Tag.name == "svar"):
        Follow.begin(tag, by=cast.carla, at=NOW)
    for route, doors in ROUTES.items():  # each makes the thing that it is about
        if route.startswith("GET"):
            url_to(app, route.split()[1], cast, next(iter(doors)))


def make(cast: Cast, work: Work) -> Experiment:
    """Alma's work with all that happened to it.

    Bo is her co-author where that is one of the acts.
    """
    words = _in_turn(work.words)
    texts = {
        name: f"{next(words)} om {next(words)}"
        for name in ("title", "hypothesis", "method", "criterion")
    }
    days = {"starts_on": TODAY - dt.timedelta(60), "ends_on": TODAY - dt.timedelta(9)}
    plan = {
        **texts,
        **days,
        "platform": cast.facebook,
        "hours": work.hours,
        "cost": work.hours * 10,
        "tags": list(work.tags),
    }
    plan |= {
        name: value(cast, next(words))
        for name, value in PLANNED.items()
        if name in work.acts
    }
    seen_by = {"visibility": Visibility.unit} if work.kind == SEEN_IN else {}
    parents = (
        [cast.passport, *([cast.probe] if getattr(cast, "probe", None) else [])]
        if "build" in work.acts
        else []
    )
    made = BuildsOn.begin(
        parents,
        publish=work.kind != DRAFT,
        by=cast.alma,
        at=NOW,
        note=next(words),
        **seen_by,
        **plan,
    )
    if work.kind == HIDDEN:
        Concern.add(
            made, by=cast.alma, at=NOW, place=ConcernTarget.plan, words=next(words)
        )
    for act in work.acts:
        if act in AT_ANY_TIME:
            AT_ANY_TIME[act](cast, made.reload(), next(words))
    if work.kind != DRAFT and "conclude" in work.acts:
        _conclude(made.reload(), cast, work.outcome, words)
        for act in work.acts:
            if act in AFTERWARDS:
                AFTERWARDS[act](cast, made.reload(), next(words))
    return made.reload()


def _conclude(made: Experiment, cast: Cast, outcome: Outcome, words) -> None:
    made.start(criterion=next(words), by=cast.alma, on=TODAY, at=NOW)
    texts = {
        name: next(words)
        for name in (
            "observation",
            "surprise",
            "lesson",
            "decision_note",
            "context",
            "meaning",
        )
    }
    Conclusion.draw(
        made,
        outcome=outcome,
        decision=Decision.adapt,
        by=cast.alma,
        at=NOW,
        on=TODAY,
        **texts,
    )


def _clauses(cast: Cast, word: str) -> list[int]:
    return [
        clause.id
        for clause in Clause.select().where(
            Clause.guideline == cast.facebook.guidelines.get()
        )
    ]


PLANNED: dict[str, Callable] = {
    "metric": lambda cast, word: word,
    "stakeholder": lambda cast, word: cast.parents(),
    "clauses": _clauses,
    "co_authors": lambda cast, word: [cast.bo],
}
AT_ANY_TIME: dict[str, Callable] = {
    "link": lambda cast, made, word: Link.add(
        made, url=f"https://example.org/{word}", by=cast.alma, at=NOW
    ),
    "read": lambda cast, made, word: MetricReading.take(
        made, metric=word, value=7, read_on=TODAY, by=cast.alma, at=NOW
    ),
    "show": lambda cast, made, word: files.attach_pictures(
        made,
        pictures=[io.BytesIO(picture())],
        alt=[word],
        folder=cast.folder,
        by=cast.alma,
        at=NOW,
    ),
    "follow": lambda cast, made, word: [
        Follow.begin(row.tag, by=cast.alma, at=NOW) for row in made.taggings
    ],
}
AFTERWARDS: dict[str, Callable] = {
    "ask": lambda cast, made, word: Comment.add(
        made, body=f"{word} @Alma Holm?", asks=True, by=cast.bo, at=NOW
    ),
    "endorse": lambda cast, made, word: Endorsement.add(
        made, kind=EndorsementKind.courage, by=cast.dan, at=NOW
    ),
    "reuse": lambda cast, made, word: Reuse.add(
        made.lessons.get(), note=word, by=cast.dan, at=NOW, on=TODAY
    ),
    "bear": lambda cast, made, word: Evidence.add(
        cast.passport.lessons.get(),
        experiment=made,
        bearing=EvidenceDirection.supports,
        by=cast.alma,
        at=NOW,
    ),
    "argue": lambda cast, made, word: argue(
        cast,
        benefit_of(BusinessCase.current()),
        made,
        EvidenceDirection.supports,
        note=word,
    ),
}
ACTS = {**PLANNED, **AT_ANY_TIME, **AFTERWARDS, "build": None, "conclude": None}


def _in_turn(words):
    while True:
        yield from words


def tell_nobody() -> None:
    """Of what was written so far, since that takes most of the time of a world."""
    Job.delete().execute()


def write_no_mails_to(people) -> None:
    """Which are looked at by no test: each takes as long as some pages."""
    for person in people:
        Unsubscription.record(person, NOW)


def all_falls_due(app) -> None:
    """A Tuesday with all that the clock does, and what acts asked to be told."""
    for name in ("remind", "weekly", "quarter", "weigh", "pulse", "retention"):
        Job.enqueue(name, at=TUESDAY, due=TUESDAY.isoformat())
    with app.app_context():
        run_due(HANDLERS, lambda: TUESDAY)


def mails(folder) -> dict[str, str]:
    """Who was written to, and what: all mails of one reader, whichever left first."""
    found: dict[str, list[str]] = {}
    for path in folder.glob("*.eml"):
        mail = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
        parts = [
            part.get_content()
            for part in mail.walk()
            if part.get_content_maintype() == "text"
        ]
        text = unnumbered(f"{mail['Subject']} {parts}")
        found.setdefault(str(mail["To"]), []).append(text)
        path.unlink()
    return {to: "".join(sorted(texts)) for to, texts in found.items()}


def number_anew() -> None:
    """PostgreSQL counts on where a world was rolled back: let it count as if that world
    had never been.
    """
    if db.is_sqlite():
        return
    for model in MODELS:
        if model._meta.auto_increment:
            table = model._meta.table_name
            key = model._meta.primary_key.column_name
            last = f'SELECT COALESCE(MAX({key}), 0) + 1 FROM "{table}"'
            db.database.execute_sql(
                f"SELECT setval(pg_get_serial_sequence('\"{table}\"', '{key}'), ({last}), false)"
            )


# What is read


def questions(
    app, cast: Cast, beyond: int, every: int = 1
) -> list[tuple[str, str, dict]]:
    """Method, address and form of all that is asked: every page there is, every search
    and filter for each of the words, and
    acts that name something by a word or an id of theirs that nobody has told.

    Args:
        beyond: The id from which on experiments are not theirs to see.
        every: Which of them: each, or each second … one. What the address of another
            page would need is not made.
    """
    pages = [route.split()[1] for route in ROUTES if route.startswith("GET")]
    pages = [name for name in pages if name not in (*UNLISTED, *NEVER_READ)]
    asked: list[tuple[str, str, dict]] = [("PAGE", name, {}) for name in pages]
    asked += [
        ("GET", path, {})
        for path in (*_searched(cast), *_narrowed(cast), *_by_number(beyond))
    ]
    acts = [("/follows", {"kind": "tag", "name": tag}) for tag in TAGS]
    acts += [("/follows", {"kind": "tag", "id": id}) for id in range(1, 8)]
    acts += [
        (f"/experiments/{id}/{act}", {})
        for id in (beyond, beyond + 1)
        for act in _acts_on_one()
    ]
    acts += [
        ("/experiments/new", {"builds_on": id, "title": "x"})
        for id in (beyond, beyond + 1)
    ]
    acts += [
        ("/business-case/evidence", {"experiment": f"#{id}", "assumption": 1})
        for id in (beyond, beyond + 1)
    ]
    asked += [("POST", path, form) for path, form in acts]
    asked += questions_of_programs(WORDS_ASKED, TAGS, (beyond, beyond + 1))
    return [
        ("GET", url_to(app, what, cast, next(iter(ROUTES[f"GET {what}"]))), {})
        if method == "PAGE"
        else (method, what, form)
        for method, what, form in asked[::every]
    ]


def _searched(cast: Cast) -> list[str]:
    lists = (
        "/experiments",
        "/lessons",
        "/experiments/export.csv",
        "/experiments/similar",
        "/guidelines/rough",
    )
    lists += (
        "/experiments/suggest/attempts",
        "/experiments/suggest/tags",
        "/experiments/suggest/metrics",
    )
    words = WORDS_ASKED
    about = f"/experiments/{cast.passport.id}/comments/people"
    suggested = [
        "/experiments/suggest/tags",
        "/experiments/suggest/metrics",
        "/experiments/suggest/metrics?platform=1",
    ]
    return [
        f"{path}?{urlencode({'q': word})}" for path in (*lists, about) for word in words
    ] + suggested


def _narrowed(cast: Cast) -> list[str]:
    lists = (
        "/experiments",
        "/lessons",
        "/experiments/export.csv",
        "/dashboard",
        "/dashboard/export.csv",
    )
    by = {
        "unit": cast.service.id,
        "platform": "facebook",
        "outcome": "refuted",
        "tag": "svar",
        "stage": "draft",
    }
    by |= {"stakeholder": cast.parents().id, "sort": "built_on"}
    more = [
        "/experiments?tag=zwyqrunde&tag=hverdag",
        "/lessons?sort=standing",
        "/lessons?sort=used",
        "/lessons?tag=zwyqklub",
    ]
    return [
        f"{path}?{urlencode({name: value})}"
        for path in lists
        for name, value in by.items()
    ] + more


def _by_number(beyond: int) -> list[str]:
    """Pages about experiments that are not theirs to see, whether there is one of that
    number or not.
    """
    pages = [
        route.split()[1]
        for route, doors in ROUTES.items()
        if route.startswith("GET") and "dream" in doors
    ]
    parts = {"experiments.experiment": "", "comments.people": "/comments/people"}
    parts |= {name: f"/{name.split('.')[1]}" for name in pages if name not in parts}
    return [
        f"/experiments/{id}{part}"
        for id in (beyond, beyond + 1)
        for part in dict.fromkeys(parts.values())
    ]


def _acts_on_one() -> list[str]:
    return [
        "discard",
        "leave",
        "edit",
        "start",
        "conclusion",
        "comments",
        "endorsements",
        "name",
        "links",
        "concerns",
    ]


def read(browser, asked: list[tuple[str, str, dict]]) -> dict[tuple, str]:
    """Question to what is answered, to people first and then to their programs.

    What reading leaves behind is taken back.
    """

    def of_people(method: str, path: str, form: dict):
        return browser.open(path, method=method, data=form or None)

    def is_programs(question) -> bool:
        return question[1].startswith(OF_PROGRAMS)

    told = {}
    for of_programs in (False, True):
        with db.database.atomic() as step:
            ask = of_people
            if of_programs:
                ask = Program(browser, browser.reader, TUESDAY).open
            for question in asked:
                if is_programs(question) == of_programs:
                    method, path, form = question
                    answer = ask(method, path, form)
                    told[method, path, str(form)] = steady(answer)
                    answer.close()
            step.rollback(begin=False)
    return told


def steady(answer) -> str:
    """Status, headers and body, without what is new in every answer: nonce, tokens, the
    answer's number.
    """
    # A picture that is hung anew has another file, and so another ETag, and another
    # "v=" in its address. That of a page stands for what it says, which is compared.
    new = (
        "Set-Cookie",
        "X-Request-ID",
        *(["ETag"] if answer.mimetype.startswith(("image/", "text/html")) else []),
    )
    headers = "\n".join(
        f"{name}: {value}" for name, value in answer.headers if name not in new
    )
    text = f"{answer.status}\n{headers}\n{_readable(answer.data)}"
    text = re.sub(r'nonce="[^"]+"|nonce-[\w-]+|data-csrf="[^"]+"', "", text)
    text = re.sub(r'"request": "[0-9a-f]{16}"', "", text)
    text = re.sub(r'name="(csrf_token|submission)"[^>]*|v=[0-9a-f]{8}', "", text)
    # In the audit log: the numbers of answers of this very round, as of the exports
    # that were asked before.
    text = re.sub(
        r"(,\w+,\d*,\w*,\d*,[^,\n]*,)[0-9a-f]{16}|(<span class=.[\w ]+.>)[0-9a-f]{16}(?=<)",
        r"\1\2",
        text,
    )
    text = re.sub(r"/ID ?\[[^\]]*\]|<xmpMM:[^>]*>[^<]*", "", text)
    return unnumbered(text)


def unnumbered(text: str) -> str:
    """Without the numbers of notices and public ids.

    Those are random; `world` makes them all of 16 digits.

    Notices are one sequence for all: a gap tells that somebody was told something, no more.
    """
    text = re.sub(r"\b\d{16}\b", "…", text)
    return re.sub(
        r'/notifications/\d+|name="until" value="\d+"', "/notifications/…", text
    )


def _readable(data: bytes) -> str:
    if data[:2] != b"PK":
        return data.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return " ".join(
            f"{name} {packed.read(name).decode(errors='replace')}"
            for name in packed.namelist()
        )


def browser(app, cast: Cast, who: str):
    """Somebody of this role, signed in."""
    reader = None if who == OUT else getattr(cast, NAMES[who])
    client = cast.browser(app, reader)
    client.reader = reader
    return client
