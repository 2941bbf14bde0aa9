"""A row of every noun that holds people's words, beside those that the addresses of the
cast's routes bring along.
"""

from __future__ import annotations

from tests.business_case.factories import argue, begun, benefit_of
from tests.cast import NOW, PRESENT, TODAY, Cast, concluded
from tests.experiments.import_files import record, taken
from tests.readiness.pulse_factories import all_alike, held
from tests.summaries.factories import AT, ZONE, signed
from tracker.accounts.models import (
    CONTACT,
    Identity,
    LoginEvent,
    LoginEventKind,
    OneTimeLink,
    Session,
    Setting,
)
from tracker.amplifications.enums import Place
from tracker.amplifications.models import Amplification
from tracker.comments.models import AcceptedAnswer, Comment
from tracker.commitments.models import CommitmentChange, Settled, Settlement
from tracker.concerns.models import Concern, ConcernTarget
from tracker.endorsements.models import Endorsement, EndorsementKind
from tracker.experiments.models import (
    Document,
    Import,
    ImportProgress,
    Link,
    MetricReading,
    Rejection,
    Tag,
    Tagging,
)
from tracker.fears.enums import FearResult
from tracker.fears.models import ExpectedFear
from tracker.guidelines.models import (
    Clause,
    Platform,
    Proposal,
    ProposalDecision,
    ProposalKind,
    Question,
    QuestionAnswer,
    ShortAnswer,
)
from tracker.jobs.models import MailRefusal
from tracker.lessons.enums import EvidenceDirection, Outcome
from tracker.lessons.models import (
    Citation,
    Evidence,
    Implementation,
    OutsideLesson,
    Retirement,
    Reuse,
)
from tracker.lineage.models import BuildsOn
from tracker.quarters import Quarter
from tracker.readiness.enums import Fear
from tracker.readiness.models import FearAction, FreeText, OpenFreeText
from tracker.readiness.models.anonymous_response import random_key
from tracker.safe_conduct.models import BreachCount, BreachReport, SafeConduct
from tracker.strategy.models import StrategyText
from tracker.tokens.enums import Scope
from tracker.tokens.models import AccessToken
from tracker.webhooks.enums import HookEvent, HookShape
from tracker.webhooks.models import Webhook


def everything(cast: Cast) -> dict[str, int | str]:
    """One of each, so that every kind of text has a place where it can be seen.

    Returns:
        What stands in addresses that the cast has none of: a round that is closed, an
            import that is over, an invitation.
    """
    return {
        "round": _about_fears(cast),
        "import": _about_attempts(cast),
        "invitation": _about_accounts(cast),
        **(_about_rules(cast) or {}),
        **(_about_leading(cast) or {}),
    }


def _about_fears(cast: Cast) -> int:
    people = [cast.alma, cast.bo, cast.eva, cast.carla, cast.leif, cast.ada]
    pulse = held(
        cast.frida,
        [(person, all_alike(3)) for person in people],
        {person.id: "Sig det højt" for person in people},
    )
    assert FreeText.select().where(FreeText.pulse == pulse).exists()
    OpenFreeText.create(key=random_key(), text="Ikke lukket endnu")
    return pulse.id


def _about_attempts(cast: Cast) -> int:
    lesson = cast.passport.lessons.get()
    by = {"by": cast.leif, "at": NOW}
    another = concluded(
        cast.carla,
        Platform.get(Platform.slug == "website"),
        title="Et andet sted",
        stakeholder=cast.parents(),
    )
    stopped = concluded(
        cast.eva, cast.facebook, outcome=Outcome.stopped, title="Standset i utide"
    )
    BuildsOn.record(
        another, cast.passport, note="Byggede videre", by=cast.carla, at=NOW
    )
    Evidence.add(
        lesson,
        experiment=another,
        bearing=EvidenceDirection.supports,
        note="Det samme her",
        by=cast.carla,
        at=NOW,
    )
    Reuse.add(lesson, note="Vi flyttede vagten", on=TODAY, **by)
    Retirement.create(
        lesson=stopped.lessons.get(), reason="Det gælder ikke mere", by=cast.eva, at=NOW
    )
    for experiment, state in ((cast.passport, "done"), (stopped, "dropped")):
        Implementation.create(
            conclusion=experiment.conclusions.get(),
            state=state,
            place="Vagtplanen",
            reason="Ingen tid",
            by=cast.alma,
            at=NOW,
            answered_on=TODAY,
        )
    Citation.add(Clause.select().first(), lesson, by=cast.frida, at=NOW)
    Endorsement.add(cast.passport, kind=EndorsementKind.learned, by=cast.carla, at=NOW)
    Tagging.create(experiment=cast.passport, tag=Tag.get_or_create(name="svar tid")[0])
    MetricReading.take(
        cast.passport,
        metric="opkald i alt",
        value=3,
        read_on=TODAY,
        by=cast.alma,
        at=NOW,
    )
    question = Comment.add(
        cast.passport, body="Hvor mange kom?", asks=True, by=cast.eva, at=NOW
    )
    reply = Comment.add(
        cast.passport, body="Ni kom", parent=question, by=cast.alma, at=NOW
    )
    AcceptedAnswer.accept(question, reply=reply, by=cast.eva, at=NOW)
    Link.add(
        cast.passport, url="https://example.org/", label="Et link", by=cast.alma, at=NOW
    )
    Document.add(
        cast.passport,
        file=f"00/{'0' * 32}.pdf",
        name="Opslaget.pdf",
        size=9,
        by=cast.alma,
        at=NOW,
    )
    MailRefusal.record("nobody@example.org", "550 no such mailbox", at=NOW)
    Concern.add(
        reply, place=ConcernTarget.comment, words="Det er om mig", by=cast.leif, at=NOW
    )
    taken([record("1"), record("2", title="")], cast.frida)
    job = Import.receive(
        place="here",
        by=cast.frida,
        name="min liste.csv",
        file="import-b",
        at=NOW,
        columns=["min kolonne", "b c"],
        delimiter=",",
    )
    Import.update(progress=ImportProgress.done, rejected=1, finished_at=NOW).where(
        Import.id == job.id
    ).execute()
    said = {
        "column": "min kolonne",
        "message": "“%(text)s” is read as inconclusive.",
        "params": {"text": "slet ikke"},
    }
    Rejection.create(
        import_job=job, line=2, reasons=[said], cells=["en celle", "=1+1 x"]
    )
    return job.id


def _about_rules(cast: Cast) -> None:
    clause = Clause.select().where(Clause.whom != "").first()
    question = Question.add(
        body="Må jeg det?", clause=clause, by=cast.carla, at=NOW, zone=ZONE
    )
    QuestionAnswer.create(
        question=question,
        short=next(iter(ShortAnswer)),
        body="Ja, gør det",
        by=cast.frida,
        at=NOW,
    )
    Platform.get(Platform.slug == "other").rename("Noget andet")
    proposal = Proposal.add(
        clause.guideline,
        kind=ProposalKind.lift,
        clause=clause,
        why="Den standser os",
        by=cast.carla,
        at=NOW,
    )
    ProposalDecision.add(
        proposal, accepted=False, reason="Ikke endnu", by=cast.frida, at=NOW
    )


def _about_leading(cast: Cast) -> None:
    OutsideLesson.create(
        statement="Spørg om morgenen",
        context="på hverdage",
        source="Nabokommunen",
        key="0" * 64,
        by=cast.frida,
        at=NOW,
    )
    ExpectedFear.create(
        experiment=cast.passport,
        fear=Fear.angry,
        result=FearResult.hurt,
        told_on=TODAY,
        help="Vi svarede én gang",
        shared=True,
    )
    FearAction.add(
        fear=Fear.boss,
        words="Chefen svarer selv",
        by=cast.frida,
        at=NOW,
        experiment=cast.passport,
    )
    argue(cast, benefit_of(begun(cast)), note="Det taler imod")
    summary = signed(cast, Quarter(2026, 1))
    summary.reload().correct(
        reason="En fejl i et tal", figures=summary.figures, by=cast.frida, at=AT
    )
    promise = cast.promise()
    changes = {"text": ["To dage frem", "Tre dage frem"]}
    CommitmentChange.create(
        commitment=promise,
        by=cast.leif,
        at=NOW,
        changes=changes,
        why="Det var for lidt",
    )
    other = cast.promise(what=cast.passport.lessons.get())
    Settlement.create(
        commitment=other,
        settled=next(iter(Settled)),
        word="Det blev gjort",
        by=cast.leif,
        at=NOW,
    )
    StrategyText.write(text="Vi vil være der", after=0, by=cast.frida, at=NOW)
    StrategyText.write(
        text="Vi vil være der nu",
        after=1,
        why="Det gik for langsomt",
        by=cast.frida,
        at=NOW,
    )
    _about_safe_conduct(cast)


def _about_safe_conduct(cast: Cast) -> None:
    for number, text in enumerate(("Det holdes ikke imod nogen", "Heller ikke nu")):
        conduct = SafeConduct.write(
            text=text,
            exceptions="Lovbrud",
            contact=cast.carla,
            why="Den gamle var uklar",
            after=number,
            by=cast.frida,
            at=NOW,
        )
    BreachReport.add(conduct, text="Jeg blev hængt ud", by=cast.alma, on=TODAY)
    BreachCount.tell(word="Vi har talt om det", by=cast.carla, on=TODAY)
    for place in Place:
        Amplification.add(
            cast.passport.lessons.get(),
            place=place,
            word="Læs den her",
            by=cast.carla,
            at=NOW,
        )


def _about_accounts(cast: Cast) -> str:
    for person in (cast.alma, cast.ada):
        Session.open(person, at=NOW, agent="En browser")
        LoginEvent.record(person, LoginEventKind.password, at=NOW, agent="En browser")
        person.title = "Tit el"
        person.about = "Om mig"
        person.answers_here = "Spørg mig"
        person.save()
    Setting.write(CONTACT, "Spørg os")
    AccessToken.add(
        by=cast.alma, name="Min kalender", scopes=[Scope.read], days=90, at=PRESENT
    )
    Webhook.add(
        name="Torvet",
        shape=HookShape.teams,
        url="https://chat.example.org/",
        events=[HookEvent.thanks],
        unit=None,
        locale="da",
        at=NOW,
    )
    Identity.link(
        cast.alma,
        issuer="https://id.example.org",
        claims={"sub": "alma", "name": "Alma", "department": "Borgerservice"},
        at=NOW,
    )
    return OneTimeLink.invite(
        at=PRESENT,
        email="ny@example.org",
        name="En Ny",
        title="Til tel",
        unit=cast.library,
    )
