"""An attempt with a word of its own in every text it has, hung on all that an attempt can hang on; and every address to look for it."""

from __future__ import annotations

import datetime as dt
import html
import io
import re
from urllib.parse import urlencode

from tests.business_case.making import argue, begun, benefit_of
from tests.cast import NOW, TODAY, Cast
from tests.experiments.pictures import picture
from tests.experiments.unnamed import readable
from tests.routes import ROUTES
from tests.test_house import UNLISTED, url_to
from tracker.comments.models import Comment
from tracker.endorsements.models import Endorsement, Kind
from tracker.experiments import files
from tracker.experiments.models import Experiment, Link, Reading, Visibility
from tracker.guidelines.models import Clause
from tracker.lessons.models import Conclusion, Evidence, Reuse
from tracker.lessons.words import Bearing, Decision, Outcome
from tracker.lineage.models import Descent

PLAN = ("title", "hypothesis", "method", "metric", "criterion")
CARD = ("observation", "surprise", "lesson", "decision_note", "context", "meaning")
WORDS = {name: f"zwyq{name.replace('_', '')}" for name in (*PLAN, *CARD)}
WORDS |= {name: f"zwyq{name}" for name in ("tag", "alt", "link", "said", "asked", "reuse", "grund")}
LEFT_OUT = ("privacy.take_along", "home.healthz", "home.readyz")  # an archive packed anew each time; what says nothing of rows


def plan(cast: Cast) -> dict:
    """What hangs on a plan: place, clauses, a stakeholder, a tag."""
    clauses = [clause.id for clause in Clause.select().where(Clause.guideline == cast.facebook.guidelines.get())]
    ended = {"starts_on": TODAY - dt.timedelta(60), "ends_on": TODAY - dt.timedelta(40), "hours": 77, "cost": 7_777}
    texts = {name: f"Noget om {WORDS[name]} her" for name in PLAN}
    return {
        **texts,
        **ended,
        "platform": cast.facebook,
        "clauses": clauses,
        "stakeholder": cast.parents(),
        "tags": [WORDS["tag"]],
    }


def hide(cast: Cast, *, draft: bool) -> Experiment:
    """Alma's draft that builds on `passport`, or what her unit alone sees, gone through all that can happen to it."""
    seen_by = {"visibility": Visibility.unit} if not draft else {}
    hidden = Descent.begin(
        [cast.passport], publish=not draft, by=cast.alma, at=NOW, note=WORDS["grund"], **seen_by, **plan(cast)
    )
    Link.add(hidden, url=f"https://example.org/{WORDS['link']}", by=cast.alma, at=NOW)
    photo = {"pictures": [io.BytesIO(picture())], "alt": [WORDS["alt"]], "folder": cast.folder}
    files.hang(hidden, **photo, by=cast.alma, at=NOW)
    if not draft:
        _lived(hidden, cast)
    return hidden.again()


def _lived(hidden: Experiment, cast: Cast) -> None:
    Reading.take(hidden, metric=WORDS["metric"], value=7_777, read_on=TODAY, by=cast.alma, at=NOW)
    hidden.start(criterion=WORDS["criterion"], by=cast.alma, on=TODAY, at=NOW)
    texts = {name: WORDS[name] for name in CARD}
    card = {"outcome": Outcome.refuted, "decision": Decision.adapt, "by": cast.alma, "at": NOW, "on": TODAY}
    Conclusion.draw(hidden, **card, **texts)
    hidden = hidden.again()
    question = Comment.say(hidden, body=WORDS["asked"], asks=True, by=cast.bo, at=NOW)
    Comment.say(hidden, body=WORDS["said"], parent=question, by=cast.alma, at=NOW)
    Endorsement.give(hidden, kind=Kind.courage, by=cast.eva, at=NOW)
    Reuse.tell(hidden.lessons.get(), note=WORDS["reuse"], by=cast.eva, at=NOW, on=TODAY)
    Evidence.give(cast.passport.lessons.get(), experiment=hidden, bearing=Bearing.supports, by=cast.alma, at=NOW)
    argue(cast, benefit_of(begun_case(cast)), hidden, note=WORDS["grund"])


def begun_case(cast: Cast):
    from tracker.business_case.models import BusinessCase

    return BusinessCase.of_the_house() or begun(cast)


def addresses(app, cast: Cast) -> list[str]:
    """Every page there is to read, about what everybody sees; and all that looks for words, asked for each of the hidden ones."""
    pages = [route.split()[1] for route in ROUTES if route.startswith("GET")]
    pages = [name for name in pages if name not in (*UNLISTED, *LEFT_OUT)]
    known = [url_to(app, endpoint, cast, next(iter(ROUTES[f"GET {endpoint}"]))) for endpoint in pages]
    about = f"/experiments/{cast.passport.id}"
    asked = ["/experiments", "/lessons", "/experiments/export.csv", "/experiments/suggest/attempts", "/experiments/similar"]
    asked += ["/experiments/suggest/tags", "/experiments/suggest/metrics", f"{about}/comments/people"]
    searched = [f"{path}?{urlencode({'q': word})}" for path in asked for word in (WORDS["title"], "zwyq", WORDS["lesson"])]
    narrowed = {"unit": cast.service.id, "platform": cast.facebook.id, "outcome": "refuted", "tag": WORDS["tag"]}
    lists = ("/experiments", "/lessons", "/experiments/export.csv", "/dashboard", "/dashboard/export.csv")
    searched += [f"{path}?{urlencode({name: value})}" for path in lists for name, value in narrowed.items()]
    return [*dict.fromkeys(known + searched)]


def read(browser, paths: list[str]) -> dict[str, str]:
    """Address to what stands there, without what is new in every answer."""
    told = {}
    for path in paths:
        answer = browser.get(path)
        asked = re.findall(r"=(zwyq\w*)", path)
        told[path] = f"{answer.status_code} {steady(readable(answer.data), asked)}"
        answer.close()
    return told


def links(pages: dict[str, str]) -> list[str]:
    """Where the pages lead, within the house, that nobody has been to yet: filters, orders, next pages."""
    found = {html.unescape(link) for text in pages.values() for link in re.findall(r'href="(/[^"#]+)', text)}
    new = (link for link in found if link not in pages and not link.startswith(("/static", "/assets", "/chartkick")))
    shapes = {re.sub(r"\d+", "1", link): link for link in sorted(new)}
    return list(shapes.values())


def steady(text: str, asked: list[str]) -> str:
    for word in asked:  # a page may say again what it was asked
        text = text.replace(word, "")
    text = re.sub(r'nonce="[^"]+"|data-csrf="[^"]+"|name="(csrf_token|submission|seen)"[^>]*', "", text)
    text = re.sub(r"/CreationDate[^>]*|/ID ?\[[^\]]*\]|xmp:\w+Date>[^<]*|<xmpMM:[^>]*>[^<]*|D:\d{14}[^)]*", "", text)
    text = re.sub(r"used \d+ \w+ ago|used just now", "", text)
    return re.sub(r"\d\d:\d\d(:\d\d)?(\.\d+)?|\d{4}-\d\d-\d\dT[\d:.+Z]+", "", text)
