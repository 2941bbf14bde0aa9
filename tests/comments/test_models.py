"""Comments: said once, one level of replies, worded better, taken away with a trace."""

import datetime as dt

import peewee
import pytest

from tests.cast import NOW, person
from tracker.comments.models import AcceptedAnswer, Comment, Mention
from tracker.core.validation import ValidationFailed
from tracker.jobs.models import Job

LATER = NOW + dt.timedelta(hours=1)


def say(cast, body="Tak for det", by=None, **more):
    return Comment.add(cast.passport, body=body, by=by or cast.carla, at=NOW, **more)


def told() -> list[dict]:
    jobs = [
        job.payload for job in Job.select().where(Job.kind == "tell").order_by(Job.id)
    ]
    return [
        carries
        for carries in jobs
        if carries["what"] in ("comment", "reply", "mention")
    ]


def test_the_authors_are_told(cast):
    comment = say(cast)
    what = {"by": cast.carla.id, "experiment": cast.passport.id, "comment": comment.id}
    assert told() == [{"what": "comment", **what}]


def test_a_reply_to_a_reply_stands_below_the_same_comment(cast):
    top = say(cast)
    reply = say(cast, "Selv tak", cast.alma, parent=top)
    further = say(cast, "Og hvad så?", parent=reply)
    assert (reply.parent_id, further.parent_id) == (top.id, top.id)
    assert told()[1]["what"] == "reply" and told()[1]["parent"] == top.id


@pytest.mark.parametrize("body", ["", "   \n ", "x" * 20_001])
def test_nothing_and_too_much_are_refused(cast, body):
    with pytest.raises(ValidationFailed):
        say(cast, body)
    assert not Comment.select().exists() and not told()


def test_a_draft_hears_nothing(cast):
    with pytest.raises(ValidationFailed):
        Comment.add(cast.dream, body="Hej", by=cast.alma, at=NOW)


def test_a_leader_is_marked_as_of_then(cast):
    assert say(cast, by=cast.leif).by_leader and not say(cast).by_leader


def test_the_same_form_twice_says_it_once(cast):
    assert say(cast, submission="k").id == say(cast, submission="k").id
    assert Comment.select().count() == 1 and len(told()) == 1


def test_wording_it_better_says_so(cast):
    comment = say(cast)
    comment.amend(body="Tak for det", by=cast.carla, at=LATER)
    assert comment.reload().edited_at is None
    comment.amend(body="Tusind tak", by=cast.carla, at=LATER)
    assert (comment.reload().body, comment.reload().edited_at) == ("Tusind tak", LATER)
    with pytest.raises(ValidationFailed):
        comment.amend(body=" ", by=cast.carla, at=LATER)


def test_removal_takes_the_words_and_leaves_a_trace(cast):
    comment = say(cast, "Ring til @Leif Dahl")
    comment.remove(by=cast.frida, at=LATER)
    gone = comment.reload()
    assert (gone.body, gone.removed_by, gone.removed_at) == ("", cast.frida, LATER)
    assert not Mention.select().exists()
    gone.remove(by=cast.carla, at=LATER)
    assert gone.reload().removed_by == cast.frida
    with pytest.raises(ValidationFailed):
        comment.amend(body="Igen", by=cast.carla, at=LATER)


def test_the_database_keeps_traces_whole(cast, rows):
    comment = say(cast)
    for change in ({"body": ""}, {"removed_at": NOW}, {"removed_by": cast.carla}):
        with pytest.raises(peewee.IntegrityError), rows.atomic():
            Comment.update(change).where(Comment.id == comment.id).execute()
    reply = say(cast, parent=comment)
    with pytest.raises(peewee.IntegrityError), rows.atomic():
        Comment.update(asks=True).where(Comment.id == reply.id).execute()


class TestMentions:
    def test_a_name_becomes_a_person_and_is_told_once(self, cast):
        comment = say(cast, "Spørg @Leif Dahl, eller @Frida Lund. Tak @Leif Dahl!")
        leif = cast.leif.id
        frida = cast.frida.id
        assert (
            comment.body
            == f"Spørg @[person:{leif}], eller @[person:{frida}]. Tak @[person:{leif}]!"
        )
        assert told()[1]["people"] == [leif, frida]
        comment.amend(body="Spørg @Leif Dahl og @Ada Krogh", by=cast.carla, at=LATER)
        assert told()[2]["people"] == [cast.ada.id]
        assert {row.person for row in comment.mentions} == {cast.leif, cast.ada}

    def test_oneself_is_not_told(self, cast):
        say(cast, "Det er mig, @Carla Munk")
        assert [it["what"] for it in told()] == ["comment"]

    @pytest.mark.parametrize(
        "text, kept",
        [
            ("@åse o'briens idé", "{}s idé"),
            ("@ÅSE O’BRIEN’s idé", "{}’s idé"),
            ("@Åse\u00a0O’Brien, tak", "{}, tak"),
            ("(@A\u030ase O’Brien’)", "({}’)"),
            ("@Åse O’Brien'", "{}'"),
        ],
    )
    def test_a_genitive_a_case_and_an_apostrophe_call_the_same(self, cast, text, kept):
        ase = person("Ase", cast.service)
        ase.update_profile(name="Åse O’Brien")
        assert say(cast, text).body == kept.format(f"@[person:{ase.id}]")

    @pytest.mark.parametrize(
        "text", ["»{}«", "“{}”", "{}/Eva", "**{}**s", "{}–og du", "{}👍", "{}’s»"]
    )
    def test_whatever_stands_behind_a_name_ends_it(self, cast, text):
        leif = f"@[person:{cast.leif.id}]"
        assert say(cast, text.format("@Leif Dahl")).body == text.format(leif)

    def test_a_part_of_a_longer_word_is_no_name(self, cast):
        for text in ("@Leif Dahl-gruppen", "@Leif Dahl’en", "@Leif Dahl@dahl"):
            assert say(cast, text).body == text

    def test_who_is_called_with_an_s_is_meant_before_a_genitive(self, cast):
        lars = person("Jens Lars", cast.service)
        person("Jens Lar", cast.service)
        assert say(cast, "@Jens Lars").body == f"@[person:{lars.id}]"
        assert say(cast, "@Jens Lars' idé").body == f"@[person:{lars.id}]' idé"

    @pytest.mark.parametrize(
        "text",
        [
            "mail leif@Leif Dahl.dk",
            "@Leif",
            "@Dan Bech",
            "@@Leif Dahl",
            "/@Leif Dahl",
            "@ Leif Dahl",
        ],
    )
    def test_what_is_no_mention(self, cast, text):
        assert say(cast, text).body == text

    def test_only_those_who_may_see_it(self, cast):
        comment = Comment.add(
            cast.quiz, body="@Carla Munk og @Bo Friis", by=cast.alma, at=NOW
        )
        assert comment.body == f"@Carla Munk og @[person:{cast.bo.id}]"

    def test_people_of_one_name_are_told_apart_by_the_pick(self, cast):
        other = person("Leif Dahl Jensen", cast.service)
        other.name = "Leif Dahl"
        other.save()
        assert say(cast, "@Leif Dahl").body == "@Leif Dahl"
        assert (
            say(cast, "@Leif Dahl", picked=(other.id,)).body == f"@[person:{other.id}]"
        )

    def test_the_longest_name_is_meant(self, cast):
        longer = person("Leif Dahl Jensen", cast.service)
        assert say(cast, "Hej @Leif Dahl Jensen.").body == f"Hej @[person:{longer.id}]."

    def test_a_sign_typed_by_hand_calls_nobody_who_may_not_see_it(self, cast):
        Comment.add(
            cast.quiz,
            body=f"@[person:{cast.carla.id}] @[person:999999]",
            by=cast.alma,
            at=NOW,
        )
        assert not Mention.select().exists()


class TestAnswers:
    def test_a_question_is_answered_and_waits_again(self, cast):
        question = say(cast, "Hvor længe?", asks=True)
        reply = say(cast, "En time", cast.alma, parent=question)
        AcceptedAnswer.accept(question, by=cast.carla, at=NOW)
        AcceptedAnswer.accept(question, by=cast.alma, at=LATER, reply=reply)
        (answer,) = AcceptedAnswer.select()
        assert (answer.by, answer.at, answer.reply) == (cast.carla, NOW, reply)
        AcceptedAnswer.withdraw(question)
        assert not AcceptedAnswer.select().exists()

    def test_by_its_asker_or_an_author_alone(self, cast):
        question = say(cast, "Hvor længe?", asks=True)
        may = {
            who
            for who in ("alma", "bo", "carla", "frida", "leif")
            if AcceptedAnswer.acceptable_by(getattr(cast, who), question)
        }
        assert may == {"alma", "bo", "carla"}

    def test_what_is_no_question_has_no_answer(self, cast):
        plain = say(cast)
        question = say(cast, asks=True)
        reply = say(cast, parent=plain, asks=True)
        assert not reply.asks
        for asked, answer in ((plain, None), (question, reply)):
            with pytest.raises(ValidationFailed):
                AcceptedAnswer.accept(asked, by=cast.carla, at=NOW, reply=answer)
