"""The named cast, so that tests read as stories.

Alma (Borgerservice) is an author, Bo her co-author, Eva a colleague of theirs. Carla
works in Bibliotek, Frida is a facilitator, Leif a leader, Ada the administrator, and
Dan was disabled. `passport` is Alma's concluded experiment, which did not hold; `quiz`
is running and shown to her unit only; `dream` is her draft.
"""

from __future__ import annotations

import datetime as dt
import io
import secrets
from dataclasses import dataclass
from pathlib import Path

from flask.testing import FlaskClient

from tests.business_case.factories import in_business_case
from tests.experiments.pictures import picture
from tests.guidelines.question_factories import ASKING, asking
from tests.summaries.factories import in_address
from tracker.accounts.models import Person, Role, Session, Unit
from tracker.accounts.models.one_time_link import token_digest
from tracker.comments.models import Comment
from tracker.commitments.models import Commitment
from tracker.concerns.models import Concern, ConcernTarget
from tracker.core.bulk_insert import insert_rows
from tracker.endorsements.models import Endorsement
from tracker.experiments import files
from tracker.experiments.files.document import attach_document
from tracker.experiments.models import (
    CoAuthorInvitation,
    Document,
    Experiment,
    Link,
    MetricReading,
    Picture,
    Visibility,
)
from tracker.guidelines.models import Clause, ClauseKind, Platform
from tracker.jobs.models import Job
from tracker.lessons.enums import Decision, Outcome
from tracker.lessons.models import Conclusion, OutsideLesson, Reuse
from tracker.lessons.models.outside_lesson import ToldLesson, file_of
from tracker.notifications.enums import NoticeKind
from tracker.notifications.models import Notice
from tracker.questions.models import OpenQuestion
from tracker.readiness.enums import Fear
from tracker.readiness.models import FearAction, Pulse
from tracker.stakeholders.models import Channel, Stakeholder, Touchpoint

LESSONS = {
    f"lessons.{act}"
    for act in ("lesson", "poster", "give_evidence", "withdraw_evidence", "tell_reuse")
}
LESSONS |= {f"lessons.{act}" for act in ("retire", "unretire", "review")}
LESSONS |= {"lessons.amend_reuse", "lessons.withdraw_reuse"}
LESSONS |= {f"lessons.{act}" for act in ("tell_result", "join", "separate")}
LESSONS |= {"amplifications.carry"}
LESSONS |= {"lessons.wish", "lessons.withdraw_wish"}
CLAUSES = {
    f"guidelines.{act}"
    for act in ("clause", "amend_clause", "retire_clause", "restore_clause", "leave_it")
}
CLAUSES |= {"guidelines.cite", "guidelines.stop_citing"}
UNIT_PAGES = {"accounts.unit", "amplifications.meeting"}
NOT_THERE = {
    "accounts.end_session",
    "accounts.withdraw_invitation",
    "amplifications.bring",
    "amplifications.remove",
}
INVITATIONS = {"experiments.invitation", "experiments.answer_invitation"}
PASSWORD = "en hund spiser sne om natten"
NOW = dt.datetime(2026, 11, 20, 9, 0, tzinfo=dt.UTC)
TODAY = NOW.date()
# Where the clock stands when a test begins
PRESENT = NOW + dt.timedelta(days=3, hours=1)
NOBODYS = 999_999


@dataclass
class Cast:
    service: Unit
    library: Unit
    alma: Person
    bo: Person
    eva: Person
    carla: Person
    frida: Person
    leif: Person
    ada: Person
    dan: Person
    facebook: Platform
    passport: Experiment
    quiz: Experiment
    dream: Experiment
    folder: Path | None = None  # of files; where a picture is wanted

    @classmethod
    def assemble(cls) -> Cast:
        service = Unit.named("Borgerservice")
        library = Unit.named("Bibliotek")
        people = {
            "alma": person("Alma Holm", service),
            "bo": person("Bo Friis", service),
            "eva": person("Eva Juhl", service),
            "carla": person("Carla Munk", library),
            "frida": person("Frida Lund", library, Role.facilitator),
            "leif": person("Leif Dahl", library, Role.leader),
            "ada": person("Ada Krogh", library, Role.admin),
            "dan": person("Dan Bech", service),
        }
        people["dan"].disable(NOW)
        facebook = Platform.get(Platform.slug == "facebook")
        passport = concluded(people["alma"], facebook, co_authors=[people["bo"]])
        quiz = planned(
            people["alma"], facebook, title="Quiz i story", visibility=Visibility.unit
        )
        quiz.start(criterion="mindst 200 svarer", by=people["alma"], on=TODAY, at=NOW)
        dream = Experiment.create(
            by=people["alma"],
            at=NOW,
            title="Livevideo fra genbrugspladsen",
            platform=facebook,
        )
        Job.delete().execute()  # what came of all this has been told
        return cls(
            service=service,
            library=library,
            **people,
            facebook=facebook,
            passport=passport,
            quiz=quiz,
            dream=dream,
        )

    @classmethod
    def found(cls) -> Cast:
        """The cast that was assembled in this database before."""
        units = {unit.name: unit for unit in Unit.select()}
        people = {person.name.split()[0].lower(): person for person in Person.select()}
        attempts = {experiment.title: experiment for experiment in Experiment.select()}
        return cls(
            service=units["Borgerservice"],
            library=units["Bibliotek"],
            **people,
            facebook=Platform.get(Platform.slug == "facebook"),
            passport=attempts["Spørgetime torsdag aften"],
            quiz=attempts["Quiz i story"],
            dream=attempts["Livevideo fra genbrugspladsen"],
        )

    def browser(self, app, who: Person | None) -> FlaskClient:
        """A client signed in as somebody, in English, of which no log tells."""
        client = app.test_client()
        client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
        if who is not None:
            token = secrets.token_urlsafe(32)
            now = dt.datetime.now(dt.UTC)
            row = {"person": who, "token_hash": token_digest(token), "agent": ""}
            # Signing in as people do takes longer than many a page that is then read
            with Session._meta.database.atomic():
                times = dict.fromkeys(("started_at", "seen_at", "proved_at"), now)
                insert_rows(Session, [row | times])
            # Nor as `session_transaction` does, with two requests that are none
            signed = app.session_interface.get_signing_serializer(app).dumps(
                {"_user_id": token, "_fresh": True}
            )
            name, path = (
                app.config[f"SESSION_COOKIE_{setting}"] for setting in ("NAME", "PATH")
            )
            client.set_cookie(name, signed, path=path)
        return client

    def part(self, endpoint: str, argument: str, name: str):
        """What stands in a route's address: the experiment that is meant, or the first
        thing of the kind.
        """
        experiment = getattr(self, name, self.passport)
        if argument == "token":
            return "a-link-that-nobody-has"
        if argument == "quarter":
            return in_address(self, name)
        if endpoint.startswith("business_case."):
            return in_business_case(self, endpoint)
        if argument == "picture_id":
            return self._picture_of(experiment).public_id
        if argument == "comment_id":
            return self._question_on(experiment).public_id
        if endpoint in ("concerns.settle", "concerns.concern"):
            return self._concern().public_id
        if argument == "link_id":
            return Link.add(
                experiment, url="https://example.org/", by=self.alma, at=NOW
            ).public_id
        if argument == "document_id":
            return self._document_of(experiment).public_id
        if argument == "reuse_id":
            return self._reuse_by_carla(experiment).id
        if argument == "reading_id":
            return MetricReading.take(
                experiment,
                metric="opkald",
                value=57,
                read_on=TODAY,
                by=self.alma,
                at=NOW,
            ).public_id
        if endpoint.startswith("readiness."):
            return (
                self._deed()
                if endpoint == "readiness.take_deed_back"
                else self._pulse()
            ).id
        if endpoint in UNIT_PAGES or endpoint.endswith("_unit"):
            return self.service.id
        if endpoint in NOT_THERE:
            return NOBODYS
        if endpoint.startswith(("tokens.", "api.", "feeds.", "webhooks.")):
            return NOBODYS
        if endpoint.startswith("notifications."):
            return self._notice_to_alma().public_id
        if endpoint.startswith("commitments."):
            return self.promise().id
        if endpoint.startswith("questions."):
            return self._open_question().id
        if endpoint in ASKING:
            return asking(self, endpoint, NOW)
        if endpoint == "lessons.remove_outside":
            return self._outside_lesson().id
        if endpoint in LESSONS:
            return experiment.lessons.get().id
        if endpoint == "stakeholders.clear_change" and argument == "change_id":
            return self.parents().changes.get().id
        if endpoint.startswith("stakeholders."):
            return (
                self._touchpoint().id
                if "touchpoint" in endpoint
                and endpoint != "stakeholders.new_touchpoint"
                else self.parents().id
            )
        if endpoint in INVITATIONS:
            CoAuthorInvitation.replace_all(
                experiment, [self.carla], by=self.alma, at=NOW
            )
            return experiment.id
        if argument == "slug":
            return "facebook"
        if endpoint in CLAUSES:
            return Clause.get(
                Clause.guideline == self.facebook.guidelines.get(),
                Clause.kind == ClauseKind.ask,
            ).id
        return {
            "accounts": self.carla.id,
            "privacy": self.carla.id,
            "guidelines": self.facebook.id,
        }.get(endpoint.split(".")[0], experiment.id)

    def parents(self) -> Stakeholder:
        """A stakeholder that Leif keeps in touch with."""
        known = Stakeholder.get_or_none(Stakeholder.name == "Forældre")
        return known or Stakeholder.add(
            name="Forældre", interest=4, influence=3, owner=self.leif, at=NOW
        )

    def _touchpoint(self) -> Touchpoint:
        return Touchpoint.get_or_none() or Touchpoint.open(
            self.parents(), channel=Channel.phone, quality=2, at=NOW
        )

    def promise(self, what=None, **said) -> Commitment:
        """Leif promises something from Alma's attempt."""
        said = {
            "text": "Ingen venter mere end to dage på svar",
            "due_on": TODAY + dt.timedelta(days=30),
            **said,
        }
        return Commitment.add(
            what or self.passport, by=self.leif, at=NOW, on=TODAY, **said
        )

    def _pulse(self) -> Pulse:
        on = max(TODAY, Pulse.opens_from() or TODAY)
        closes_on = on + dt.timedelta(14)
        return Pulse.current() or Pulse.open(
            closes_on=closes_on, by=self.frida, on=on, at=NOW
        )

    def _deed(self) -> FearAction:
        FearAction.add(
            fear=Fear.boss,
            words="Chefen svarer selv.",
            by=self.frida,
            at=NOW,
            experiment=self.passport,
        )
        return FearAction.get()

    def _outside_lesson(self) -> OutsideLesson:
        told = ToldLesson("Spørg om morgenen.", "", None, "facebook", "Nabokommunen")
        file = file_of([told], "Nabokommunen").encode()
        OutsideLesson.take_in(file, by=self.frida, at=NOW)
        return OutsideLesson.get()

    def _open_question(self) -> OpenQuestion:
        return OpenQuestion.add(
            body="Kommer der flere?", named=True, by=self.carla, at=NOW
        )

    def _notice_to_alma(self) -> Notice:
        told = {"experiment": self.passport, "by": self.carla}
        Notice.add(
            {self.alma.id: NoticeKind.endorsement},
            event="a door",
            at=NOW,
            day=TODAY,
            word="learned",
            **told,
        )
        Endorsement.insert(
            experiment=self.passport, person=self.carla, kind="learned", at=NOW
        ).on_conflict_ignore().execute()
        return Notice.get(Notice.person == self.alma)

    def _reuse_by_carla(self, experiment: Experiment) -> Reuse:
        lesson = experiment.lessons.get()
        if not lesson.reuses.exists():
            Reuse.add(lesson, note="Det virkede.", by=self.carla, at=NOW, on=TODAY)
        return lesson.reuses.get()

    def _question_on(self, experiment: Experiment) -> Comment:
        return Comment.add(
            experiment, body="Hvor længe tog det?", asks=True, by=self.carla, at=NOW
        )

    def _concern(self) -> Concern:
        Concern.add(
            self._question_on(self.passport),
            place=ConcernTarget.comment,
            by=self.leif,
            at=NOW,
        )
        return Concern.get()

    def _document_of(self, experiment: Experiment) -> Document:
        attach_document(
            experiment,
            document=io.BytesIO(picture("PDF")),
            name="Opslaget.pdf",
            folder=self.folder,
            by=self.alma,
            at=NOW,
        )
        return experiment.documents.order_by(Document.id.desc()).first()

    def _picture_of(self, experiment: Experiment) -> Picture:
        sign = {
            "pictures": [io.BytesIO(picture())],
            "alt": ["et skilt"],
            "folder": self.folder,
        }
        files.attach_pictures(experiment, **sign, by=self.alma, at=NOW)
        return experiment.pictures.order_by(Picture.id.desc()).get()


def person(name: str, unit: Unit, role: Role = Role.employee) -> Person:
    """Somebody without a password, which would cost a hash per test."""
    email = ".".join(name.lower().split()) + "@example.org"
    return Person.welcome(
        email=email, name=name, unit=unit, role=role, at=NOW, locale="en"
    )


def planned(author: Person, platform: Platform, **plan) -> Experiment:
    """A published experiment that has not begun."""
    plan = {
        "title": "Spørgetime torsdag aften",
        "hypothesis": "en fast spørgetime får borgerne til at spørge dér",
        **plan,
    }
    return Experiment.create(publish=True, by=author, at=NOW, platform=platform, **plan)


def running(
    author: Person, platform: Platform, review_on: dt.date, **plan
) -> Experiment:
    """An experiment under way, to be looked at on a day that may have passed."""
    experiment = planned(author, platform, **plan)
    begun = min(TODAY, review_on - dt.timedelta(days=1))
    experiment.start(
        criterion="nogen svarer", by=author, on=begun, at=NOW, review_on=review_on
    )
    return experiment


def concluded(
    author: Person, platform: Platform, outcome: Outcome = Outcome.refuted, **plan
) -> Experiment:
    """A concluded experiment with a lesson."""
    experiment = planned(author, platform, **plan)
    experiment.start(
        criterion="opkaldene falder fra 58 til under 45", by=author, on=TODAY, at=NOW
    )
    Conclusion.draw(
        experiment,
        outcome=outcome,
        observation="212 fulgte med, 37 spurgte, og opkaldene fredag var 57.",
        surprise="At tonen blev så venlig, da vi skrev vores navne.",
        lesson="Folk spørger om aftenen, men de ringer om morgenen.",
        decision=Decision.adapt,
        reason="Det blev jul." if outcome is Outcome.stopped else "",
        by=author,
        at=NOW,
        on=TODAY,
    )
    return experiment
