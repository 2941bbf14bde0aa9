"""Feeds of lessons and the calendar of one's own days, by a token in the address."""

import datetime as dt
from xml.etree import ElementTree as xml

import pytest

from tests.api.program import Program
from tests.cast import NOW, TODAY, concluded, planned
from tests.experiments.anonymous_experiment import canary, traces, withheld
from tracker.experiments.models import Experiment, Visibility
from tracker.feeds.atom import NAMESPACE, FeedEntry, atom
from tracker.feeds.icalendar import LINE, CalendarEvent, icalendar
from tracker.tokens.enums import Scope

# What they read is asked of both where it lives
pytestmark = pytest.mark.sqlite_by_default
A_MONTH = TODAY + dt.timedelta(days=30)


@pytest.fixture
def feed(app, cast, visit):
    """The text of a feed by somebody's token."""

    def read(person, path: str = "lessons.atom") -> str:
        program = Program(app, person, Scope.feeds, Scope.calendar)
        answer = program.client.get(f"/feeds/{program.secret}/{path}")
        assert answer.status_code == 200, answer.status
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        return answer.text

    return read


def titles(text: str) -> list[str]:
    return [it.text for it in xml.fromstring(text).iter(f"{{{NAMESPACE}}}title")][1:]


def test_a_feed_tells_lessons_and_no_names(feed, cast):
    text = feed(cast.carla)
    assert titles(text) == [cast.passport.lessons.get().statement]
    assert "Alma" not in text and "Borgerservice" in text


@pytest.mark.parametrize("hidden", ["unit", "hidden", "draft"])
def test_a_feed_tells_what_everybody_may_see_even_to_whom_more_is_shown(
    feed, cast, hidden
):
    if hidden == "unit":
        concluded(cast.alma, cast.facebook, visibility=Visibility.unit)
        Experiment.update(visibility=Visibility.unit).execute()
    elif hidden == "hidden":
        Experiment.update(hidden_at=NOW).execute()
    else:
        cast.passport.lessons.get().delete_instance()
    for person in (cast.alma, cast.frida):
        assert titles(feed(person)) == []


def test_a_feed_does_not_tell_who_wrote_without_a_name(feed, cast):
    shy = canary(cast)
    withheld(cast, shy)
    text = feed(cast.eva)
    assert len(titles(text)) == 2 and not traces(text, shy)
    cast.eva.disable(NOW)
    shown = xml.fromstring(feed(cast.carla))
    authors = [it.text for it in shown.iter(f"{{{NAMESPACE}}}name")]
    assert authors.count("Borgerservice") == 1, "its unit is too small to be told"


def test_feeds_of_a_unit_and_of_a_tag(feed, cast):
    said = [cast.passport.lessons.get().statement]
    assert titles(feed(cast.carla, f"units/{cast.service.id}.atom")) == said
    assert titles(feed(cast.carla, f"units/{cast.library.id}.atom")) == []
    cast.passport.amend(
        version=cast.passport.version, by=cast.alma, at=NOW, tags=["video"]
    )
    assert titles(feed(cast.carla, "tags/video.atom")) == said


def test_tag_of_a_draft_alone_is_no_feed(app, cast, visit):
    cast.dream.amend(
        version=cast.dream.version, by=cast.alma, at=NOW, tags=["hemmeligt"]
    )
    program = Program(app, cast.alma, Scope.feeds)
    path = f"/feeds/{program.secret}/tags/hemmeligt.atom"
    answer = program.client.get(path)
    assert answer.status_code == 404
    # A page would hold what only its reader may have
    assert answer.content_type == "application/problem+json"


def test_an_address_opens_what_it_was_made_for(app, cast, visit):
    for scope, path in ((Scope.read, "lessons.atom"), (Scope.feeds, "days.ics")):
        program = Program(app, cast.alma, scope)
        answer = program.client.get(f"/feeds/{program.secret}/{path}")
        assert answer.status_code == 404
    program = Program(app, cast.alma, Scope.feeds)
    cast.alma.disable(NOW)
    path = f"/feeds/{program.secret}/lessons.atom"
    assert program.client.get(path).status_code == 404


def test_an_unchanged_feed_is_not_sent_again(app, cast, visit):
    program = Program(app, cast.alma, Scope.feeds)
    path = f"/feeds/{program.secret}/lessons.atom"
    mark = program.client.get(path).headers["ETag"]
    again = program.client.get(path, headers={"If-None-Match": mark})
    assert again.status_code == 304


def test_no_text_breaks_out_of_a_feed():
    hostile = '</title><script>x</script>\x00\x0b & "quoted" ]]>'
    entry = FeedEntry(hostile, hostile, hostile, TODAY, hostile, [hostile])
    made = xml.fromstring(atom(hostile, hostile, hostile, [entry]))
    assert not list(made.iter("script"))
    assert "\x0b" not in made.find(f".//{{{NAMESPACE}}}summary").text


# The calendar


def test_a_calendar_has_the_days_of_ones_own(feed, cast):
    planned(cast.alma, cast.facebook, title="Morgenrunde", ends_on=A_MONTH)
    cast.promise()
    text = feed(cast.alma, "days.ics")
    assert "SUMMARY:Ends: Morgenrunde" in text
    assert f"DTSTART;VALUE=DATE:{A_MONTH:%Y%m%d}" in text
    assert "Ingen venter" not in text
    assert "SUMMARY:Promise: Ingen venter" in feed(cast.leif, "days.ics")
    assert "Morgenrunde" not in feed(cast.eva, "days.ics")


def test_a_calendar_is_seen_by_others(feed, cast):
    """Of what only a unit sees there is the day alone, and nothing at all of drafts,
    of what was written without a name, and of what is hidden.
    """
    text = feed(cast.alma, "days.ics")
    assert "only your unit sees" in text and cast.quiz.title not in text
    cast.dream.amend(version=cast.dream.version, by=cast.alma, at=NOW, ends_on=A_MONTH)
    Experiment.update(hidden_at=NOW).where(Experiment.id == cast.quiz.id).execute()
    assert "VEVENT" not in feed(cast.alma, "days.ics")
    shy = canary(cast)
    withheld(cast, shy, card=None, ends_on=A_MONTH)
    assert "VEVENT" not in feed(shy, "days.ics")


def test_lines_of_a_calendar_are_folded_and_nothing_breaks_out():
    hostile = "Å" * 200 + "\r\nBEGIN:VALARM;x,y\\z\u2028END:VCALENDAR"
    made = icalendar(
        hostile, [CalendarEvent("1@x", TODAY, hostile, "https://x")], on=TODAY
    )
    lines = made.split(b"\r\n")
    assert max(map(len, lines)) <= LINE
    whole = made.replace(b"\r\n ", b"").decode().split("\r\n")
    assert whole.count("BEGIN:VALARM") == 0 and whole.count("END:VCALENDAR") == 1
    assert "\\nBEGIN:VALARM\\;x\\,y\\\\z" in made.replace(b"\r\n ", b"").decode()
