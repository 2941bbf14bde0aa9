"""What is about no experiment is told, too: to people, a role or everyone, and it leads
to its page.
"""

import ast
import re
from pathlib import Path
from types import SimpleNamespace

from tests.cast import NOW
from tests.examples import for_each_case
from tests.notifications.job_helpers import ZONE, heard, tell_all
from tests.sources import calls_in, nodes_of, parsed, texts_in
from tracker.accounts.models import Person
from tracker.endorsements.models import EndorsementKind
from tracker.jobs.models import Job
from tracker.notifications.enums import Delivery, NoticeKind, Topic
from tracker.notifications.models import Notice, Preference
from tracker.notifications.recipients import notify
from tracker.notifications.texts import SAID

HOME = Path(__file__).parents[2]
PATH = "/summaries/2026-Q3"


def act(
    what="signed", to="everyone", by=None, path=PATH, event="signed:summary=1", **more
):
    return notify(
        {"what": what, "by": by, "to": to, "path": path, "event": event, **more},
        at=NOW,
        zone=ZONE,
    )


@for_each_case(
    ("to", "names"),
    [
        ("everyone", "alma bo eva carla frida leif ada"),
        ("facilitators", "frida"),
        ("leaders", "leif"),
        ("admins", "ada"),
    ],
)
def test_a_role_or_everyone_who_is_here(cast, to, names):
    act(to=to)
    told = {notice.person_id for notice in Notice.select()}
    assert told == {getattr(cast, name).id for name in names.split()}


def test_some_people_once_each_and_nobody_of_an_own_act(cast):
    people = [cast.alma.id, cast.alma.id, cast.leif.id, cast.dan.id, 10**6]
    assert act(to=people, by=cast.leif.id) == 1
    assert act(to=people, by=cast.leif.id) == 0
    assert heard(cast.alma) == ["signed"] and heard(cast.leif) == heard(cast.dan) == []


def test_administrators_hear_for_facilitators_where_there_are_none_and_for_nobody_else(
    cast,
):
    Person.update(role="employee").where(
        Person.role.in_(["facilitator", "leader"])
    ).execute()
    act(to="facilitators")
    act(to="leaders", event="another")
    assert heard(cast.ada) == ["signed"] and Notice.select().count() == 1


def test_who_wishes_not_to_hear_is_left_in_peace(cast):
    Preference.set_deliveries(cast.alma, {NoticeKind.signed: Delivery.off})
    act()
    assert heard(cast.alma) == [] and heard(cast.bo) == ["signed"]


def test_an_act_asks_for_it_as_for_anything_else(cast):
    Job.enqueue(
        "tell",
        at=NOW,
        what="to_sign",
        by=cast.frida.id,
        to="leaders",
        path=PATH,
        event="to_sign:summary=1",
    )
    tell_all()
    assert heard(cast.leif) == ["to_sign"]


def test_it_leads_to_its_page_and_is_read_with_its_group(cast, visit):
    for n in range(3):
        act(
            what="asked",
            to="facilitators",
            path="/guidelines/questions",
            event=f"asked:{n}",
        )
    act(
        what="asked", to="facilitators", path="/guidelines/questions/9", event="asked:9"
    )
    frida = visit(cast.frida)
    assert frida.get("/notifications").text.count("Somebody asks what one may do") == 2
    first = (
        Notice.select()
        .where(Notice.path == "/guidelines/questions")
        .order_by(Notice.id.desc())
        .get()
    )
    assert (
        frida.get(f"/notifications/{first.public_id}").location
        == "/guidelines/questions"
    )
    left = Notice.select().where(Notice.read_at.is_null())
    assert [notice.path for notice in left] == ["/guidelines/questions/9"]


@for_each_case(
    "path",
    [
        "https://example.com/",
        "//example.com/",
        "/\\example.com",
        "/%2fexample.com",
        "/a/../b",
        "x",
    ],
)
def test_it_leads_nowhere_else(cast, visit, path):
    act(to=[cast.alma.id], path=path)
    notice = Notice.get()
    assert (
        visit(cast.alma).get(f"/notifications/{notice.public_id}").location
        == "/notifications"
    )


def test_an_attempt_goes_before_what_the_act_says(cast):
    """Whom an act names is told of an attempt only if it is theirs to see."""
    act(
        what="promised",
        to=[cast.eva.id, cast.carla.id],
        experiment=cast.quiz.id,
        event="promised:1",
        by=cast.leif.id,
    )
    assert heard(cast.eva) == ["promised"] and heard(cast.carla) == []


def test_every_kind_has_its_sentence_its_way_and_its_place(cast, visit):
    assert all(bool(kind.sentence) != (kind in SAID) for kind in NoticeKind)
    assert all(isinstance(kind.group, Topic) for kind in NoticeKind)
    for kind in list(NoticeKind)[12:]:
        act(
            what=kind.value,
            to=[cast.leif.id],
            path="/business-case",
            event=kind.value,
            by=cast.frida.id,
        )
    leif = visit(cast.leif)
    page = leif.get("/notifications").text
    earlier = re.search(r'rel="next" href="([^"]+)"', page)[1].replace("&amp;", "&")
    page += leif.get(earlier).text
    assert len(re.findall(r'told(?: warm)? new"', page)) == len(NoticeKind) - 12
    assert "The business case is signed" in page and "The quarter is signed" not in page


def test_every_kind_of_endorsement_has_its_sentence(app):
    with app.test_request_context():
        sentences = {
            SAID[NoticeKind.endorsement](SimpleNamespace(notice=Notice(word=kind)))
            for kind in EndorsementKind
        }
    assert len(sentences) == len(EndorsementKind)


def test_every_kind_is_told_by_something():
    """A verb names it where it notifies; a reminder, in a function of this feature."""
    told = set()
    for file in (HOME / "tracker").rglob("*.py"):
        tree = parsed(file.read_text())
        told |= {
            word
            for call in calls_in(tree)
            if name_of(call.func) in ("enqueue", "notify", "_notify")
            for word in texts_in(call)
        }
        if file.parent.name == "notifications":
            functions = [it for it in nodes_of(tree) if isinstance(it, ast.FunctionDef)]
            told |= {
                node.attr
                for function in functions
                for node in nodes_of(function)
                if isinstance(node, ast.Attribute)
                and name_of(node.value) == "NoticeKind"
            }
    assert {kind.value for kind in NoticeKind} <= told


def name_of(node: ast.expr) -> str:
    return getattr(node, "attr", getattr(node, "id", ""))


def test_one_is_asked_only_about_what_may_reach_one(cast, visit):
    shown = {
        who: visit(getattr(cast, who)).get("/me/notifications").text
        for who in ("alma", "frida", "leif")
    }
    assert (
        "Something waits for my signature" in shown["leif"]
        and "Something waits for my signature" not in shown["alma"]
    )
    assert all(
        "A guideline that I had read has changed" in page for page in shown.values()
    )
    assert all("A pulse begins" in page for page in shown.values())
