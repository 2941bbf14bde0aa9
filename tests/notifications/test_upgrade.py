"""An older database becomes one with mails at once and on the day: what was chosen stays
chosen, and what looks like a CPR number goes from where nobody looks for it.
"""

from zoneinfo import ZoneInfo

import pytest
from playhouse.migrations import Runner

from tests.cast import NOW
from tracker.app import folder
from tracker.db import database
from tracker.experiments.models import Change
from tracker.follows.models import Follow
from tracker.guidelines.models import Question
from tracker.notifications.enums import Delivery, NoticeKind, Reader
from tracker.notifications.models import Preference

STEP = "0005_alerts"
DAY_STEP = "0033_day_mail"
ZONE = ZoneInfo("Europe/Copenhagen")


def upgraded(then, step=STEP):
    """Go back to before the step, do something there, and go on again."""
    runner = Runner(database.obj, str(folder("migrations")))
    runner.down(step)
    then()
    runner.up()


def sql(text, *values):
    mark = "?" if "sqlite" in type(database.obj).__name__.lower() else "%s"
    database.execute_sql(text.replace("?", mark), values)


def prefer(person, kind, way):
    sql(
        "INSERT INTO preference (person_id, kind, way) VALUES (?, ?, ?)",
        person.id,
        kind,
        way,
    )


@pytest.mark.sqlite_by_default
def test_wishes_and_follows_stay_and_a_cpr_number_goes(product):
    """Who had chosen keeps it, and who wanted no mail gets none."""
    cast = product.cast

    def before():
        prefer(cast.alma, "mention", "site")
        prefer(cast.alma, "comment", "off")
        sql(
            "INSERT INTO unsubscription (person_id, at) VALUES (?, ?)",
            cast.bo.id,
            NOW.replace(tzinfo=None),
        )
        prefer(cast.bo, "reply", "off")
        sql(
            "INSERT INTO follow (person_id, platform_id, at) VALUES (?, ?, ?)",
            cast.carla.id,
            cast.facebook.id,
            NOW.replace(tzinfo=None),
        )
        sql("UPDATE question SET words = ?", "ring ß010203 ß1234 nu ß0102031234 ß37")
        sql("UPDATE change SET changes = ?", '{"method": ["Ring 010203-1234", "Ring"]}')

    with database.connection_context():
        Question.add(body="Må jeg?", by=cast.alma, at=NOW, zone=ZONE)
        upgraded(before)
        wishes_stayed(cast)
        assert [row.platform for row in Follow.select()] == [cast.facebook]
        words = {words for (words,) in Question.select(Question.words).tuples()}
        said = [row.changes for row in Change.select()]
    assert words == {"ring nu ß37"}
    assert said and all(row == {"method": ["Ring …", "Ring"]} for row in said)


def wishes_stayed(cast):
    alma, bo, eva = (Preference.of(who) for who in (cast.alma, cast.bo, cast.eva))
    assert alma[NoticeKind.mention] is Delivery.site
    assert alma[NoticeKind.question] is Delivery.off
    assert alma[NoticeKind.reply] is Delivery.at_once
    # What came later and is for administrators alone was nobody's wish
    told = [way for kind, way in bo.items() if kind.reader is not Reader.admins]
    assert Delivery.at_once not in told
    assert bo[NoticeKind.reply] is Delivery.off
    assert eva[NoticeKind.question] is Delivery.at_once


@pytest.mark.thorough(
    short="notifications/test_upgrade.py"
    "::test_wishes_and_follows_stay_and_a_cpr_number_goes"
)
def test_who_wanted_no_such_mail_gets_none_on_the_day_either(product):
    cast = product.cast

    def before():
        prefer(cast.alma, "to_start", "off")
        prefer(cast.eva, "mention", "site")
        sql(
            "INSERT INTO unsubscription (person_id, at) VALUES (?, ?)",
            cast.bo.id,
            NOW.replace(tzinfo=None),
        )
        for kind in ("question", "mention", "reply", "invited"):
            prefer(cast.carla, kind, "mail")

    with database.connection_context():
        upgraded(before, DAY_STEP)
        wishes = {who: Preference.of(who) for who in (cast.alma, cast.bo, cast.carla)}
        eva = Preference.of(cast.eva)
    days = (NoticeKind.awaiting, NoticeKind.to_start)
    assert {
        who.name: [ways[kind] for kind in days] for who, ways in wishes.items()
    } == {
        cast.alma.name: [Delivery.at_once, Delivery.off],
        cast.bo.name: [Delivery.site, Delivery.site],
        cast.carla.name: [Delivery.mail, Delivery.mail],
    }
    assert eva[NoticeKind.awaiting] is Delivery.at_once
