"""Reading what one was told: in groups, one or all; nobody reads another's."""

import datetime as dt
import re

from tests import examples
from tests.cast import NOW, TODAY, person, planned
from tests.experiments.bulk import planned_rows
from tests.notifications.job_helpers import heard, tell_all
from tests.sql_counter import counted
from tracker.comments.models import Comment
from tracker.endorsements.models import Endorsement, EndorsementKind
from tracker.experiments.models import Experiment, Visibility
from tracker.lessons.models import Reuse
from tracker.lineage.models import BuildsOn
from tracker.notifications import queries
from tracker.notifications.enums import NoticeKind
from tracker.notifications.models import Notice


def endorse(cast, *people, experiment=None, at=NOW):
    for who in people:
        Endorsement.add(
            experiment or cast.passport, kind=EndorsementKind.learned, by=who, at=at
        )
    tell_all()


def newest(who) -> Notice:
    return (
        Notice.select().where(Notice.person == who).order_by(Notice.id.desc()).first()
    )


def bell(who) -> int:
    return queries.unread(who)


def on_the_bell(browser) -> int:
    found = re.search(r'class="count">(\d+)', browser.get("/me").text)
    return int(found[1]) if found else 0


def test_several_are_told_in_one_sentence(cast, visit):
    endorse(cast, cast.carla, cast.eva, cast.frida, cast.leif)
    page = visit(cast.alma).get("/notifications").text
    told = "Leif Dahl and 3 others learnt something from “Spørgetime torsdag aften”"
    assert page.count(told) == page.count("learnt something") == 1


def test_experiments_and_kinds_stand_apart_the_newest_first(cast, visit):
    endorse(cast, cast.eva)
    courage = EndorsementKind.courage
    Endorsement.add(cast.passport, kind=courage, by=cast.carla, at=NOW)
    endorse(cast, cast.eva, experiment=cast.quiz)
    Comment.add(cast.passport, body="Tak", by=cast.eva, at=NOW)
    tell_all()
    page = visit(cast.alma).get("/notifications").text
    told = re.findall(r"(Carla|Eva)[^<]*?(learnt|courage|commented)", page)
    assert told == [
        ("Eva", "commented"),
        ("Eva", "learnt"),
        ("Carla", "courage"),
        ("Eva", "learnt"),
    ]


def test_days_are_told_together_until_they_are_read(cast, visit):
    endorse(cast, cast.carla, at=NOW - dt.timedelta(days=3))
    endorse(cast, cast.eva)
    alma = visit(cast.alma)
    assert "Eva Juhl and one more learnt" in alma.get("/notifications").text
    alma.get(f"/notifications/{newest(cast.alma).public_id}")
    assert bell(cast.alma) == 0
    endorse(cast, cast.leif, at=NOW + dt.timedelta(days=1))
    page = alma.get("/notifications").text
    assert "Leif Dahl learnt" in page and "Eva Juhl and one more learnt" in page


def test_a_word_of_thanks_is_read_by_itself(cast, visit):
    endorse(cast, cast.carla)
    courage = EndorsementKind.courage
    Endorsement.add(cast.passport, kind=courage, by=cast.carla, at=NOW)
    tell_all()
    alma = visit(cast.alma)
    alma.get(f"/notifications/{newest(cast.alma).public_id}")
    assert bell(cast.alma) == 1


def test_what_was_said_is_quoted_with_who_said_it(cast, visit):
    for who, words in ((cast.eva, "Flot"), (cast.carla, "Tak for **den**")):
        Comment.add(cast.passport, body=words, by=who, at=NOW)
    hidden = Comment.add(cast.passport, body="Hemmeligt", by=cast.leif, at=NOW)
    tell_all()
    hidden.hide(NOW)
    page = visit(cast.alma).get("/notifications").text
    assert "Flot" in page and "Tak for den" in page and "Carla Munk" in page
    assert "Hemmeligt" not in page


def test_a_reuse_says_who_where_and_in_which_words(cast, visit):
    lesson = cast.passport.lessons.get()
    Reuse.add(lesson, note="Vi flyttede vagten", by=cast.leif, at=NOW, on=TODAY)
    tell_all()
    page = visit(cast.alma).get("/notifications").text
    unit = cast.leif.unit.name
    assert f"Leif Dahl from {unit} used your lesson" in page
    assert "Vi flyttede vagten" in page


def test_the_bell_counts_and_a_link_reads_its_group(cast, visit):
    endorse(cast, cast.carla, cast.eva)
    Comment.add(cast.passport, body="Tak", by=cast.eva, at=NOW)
    tell_all()
    alma = visit(cast.alma)
    assert on_the_bell(alma) == 3 and "3 things are new for you" in alma.get("/").text
    comment = newest(cast.alma)
    assert (
        alma.get(f"/notifications/{comment.public_id}").location
        == f"/experiments/{cast.passport.id}/comments/{comment.comment.public_id}"
    )
    assert bell(cast.alma) == 2
    endorsed = (
        Notice.select()
        .where(Notice.person == cast.alma, Notice.kind == "endorsement")
        .order_by(Notice.id.desc())
    )
    answer = alma.post(f"/notifications/{endorsed.first().public_id}/reading")
    assert (answer.status_code, answer.location) == (303, "/notifications")
    assert on_the_bell(alma) == 0 and bell(cast.bo) == 3


def test_all_read_means_all_that_stood_there(cast, visit):
    endorse(cast, cast.carla)
    seen = newest(cast.alma).public_id
    endorse(cast, cast.eva)
    alma = visit(cast.alma)
    alma.post("/notifications/reading", data={"until": seen})
    assert bell(cast.alma) == 1
    alma.post("/notifications/reading")
    assert bell(cast.alma) == 0


def test_nobody_reads_anothers(cast, visit):
    endorse(cast, cast.carla)
    notice = newest(cast.alma)
    others = [cast.bo, cast.ada]  # who was told the same, and who may do most
    if examples.thorough:
        others += [cast.carla, cast.frida, cast.leif]
    for other in others:
        assert visit(other).get(f"/notifications/{notice.public_id}").status_code == 404
        assert (
            visit(other).post(f"/notifications/{notice.public_id}/reading").status_code
            == 404
        )
    assert newest(cast.alma).read_at is None


def test_what_may_not_be_seen_any_more_is_not_told_either(cast, visit):
    Comment.add(cast.quiz, body="Hej @Eva Juhl", by=cast.alma, at=NOW)
    tell_all()
    assert heard(cast.eva) == ["mention"] and bell(cast.eva) == 1
    cast.eva.change_unit(cast.library)
    assert (
        bell(cast.eva) == 0 and "Quiz" not in visit(cast.eva).get("/notifications").text
    )
    assert (
        visit(cast.eva).get(f"/notifications/{newest(cast.eva).public_id}").status_code
        == 404
    )


def test_what_builds_on_it_and_is_hidden_later_is_not_told(cast, visit):
    child = planned(cast.carla, cast.facebook, title="Siden skjult")
    BuildsOn.record(child, cast.passport, by=cast.carla, at=NOW)
    tell_all()
    assert "Siden skjult" in visit(cast.alma).get("/notifications").text
    Experiment.update(visibility=Visibility.unit).where(
        Experiment.id == child.id
    ).execute()
    page = visit(cast.alma).get("/notifications").text
    assert "Siden skjult" not in page and "Carla" not in page and bell(cast.alma) == 0


def test_an_endorsement_taken_back_is_not_told(cast, visit):
    endorse(cast, cast.carla)
    Endorsement.withdraw(cast.passport, kind=EndorsementKind.learned, by=cast.carla)
    assert "Carla" not in visit(cast.alma).get("/notifications").text


def test_by_the_page_and_with_the_same_few_questions(cast, visit):
    titles = [f"Forsøg {n:02}" for n in range(22)]
    many = planned_rows([cast.alma] * 22, cast.facebook, titles=titles)
    colleague = person("Kollega", cast.library)

    def endorsed(experiment, *people):
        for who in people:
            learned = EndorsementKind.learned
            Endorsement.create(experiment=experiment, person=who, kind=learned, at=NOW)
            told = {"experiment": experiment, "by": who}
            kind = {cast.alma.id: NoticeKind.endorsement}
            event = f"{experiment.id} {who.id}"
            Notice.add(kind, event=event, at=NOW, day=TODAY, word=learned, **told)

    for experiment in many[:3]:
        endorsed(experiment, cast.carla)
    alma = visit(cast.alma)
    alma.get("/notifications")
    with counted() as few:
        alma.get("/notifications")
    endorsed(many[3], cast.carla, colleague)
    for experiment in many[4:]:
        endorsed(experiment, cast.carla)
    with counted() as sent:
        page = alma.get("/notifications").text
    assert len(sent) <= len(few) <= 20
    assert "Forsøg 21" in page and "Forsøg 01" not in page
    after = re.search(r"after=([^\"&]+)", page)[1]
    later = alma.get(f"/notifications?after={after}").text
    assert "Forsøg 01" in later and "Forsøg 00" in later and "Forsøg 21" not in later


def test_the_bell_asks_little_of_every_page(cast):
    with counted() as sent:
        assert queries.unread(cast.alma) == 0
    assert len(sent) == 1


def test_an_empty_page_teaches(cast, visit):
    assert "Nothing to tell yet" in visit(cast.eva).get("/notifications").text


def test_thanks_come_first_and_what_was_read_stands_under_its_day(cast, visit):
    lesson = cast.passport.lessons.first()
    Reuse.add(lesson, note="Vi gjorde det samme", by=cast.carla, at=NOW, on=TODAY)
    tell_all()
    endorse(cast, cast.eva)
    alma = visit(cast.alma)
    page = alma.get("/notifications").text
    assert page.index("Vi gjorde det samme") < page.index("learnt something")
    assert "New for you" in page and "Seen before" not in page
    alma.post("/notifications/reading", data={"until": newest(cast.alma).public_id})
    page = alma.get("/notifications").text
    assert "New for you" not in page and "Seen before" in page
    assert 'class="day-heading"' in page
