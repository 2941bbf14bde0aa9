"""All nouns, for migrations and tests. Search tables are not nouns: only queries touch them."""

from tracker.accounts.models import (
    Bucket,
    Entry,
    Person,
    RecoveryCode,
    SecondFactor,
    Session,
    Setting,
    Submission,
    Ticket,
    Unit,
)
from tracker.audit.models import Act
from tracker.business_case.models import (
    Assumption,
    BusinessCase,
    CaseEvidence,
    CaseSignature,
    CaseVersion,
    Reopening,
)
from tracker.comments.models import Answer, Comment, Mention
from tracker.commitments.models import Commitment, CommitmentChange, Settlement
from tracker.concerns.models import Concern, SealedWords
from tracker.endorsements.models import Endorsement
from tracker.experiments.models import (
    Change,
    CoAuthor,
    Experiment,
    Import,
    Link,
    Picture,
    Reading,
    Rejection,
    Tag,
    Tagging,
)
from tracker.experiments.models.experiment_clause import Footing
from tracker.follows.models import Follow
from tracker.guidelines.models import (
    Amendment,
    Clause,
    Guideline,
    Metric,
    Platform,
    PlatformAlias,
    Reader,
    Stop,
)
from tracker.guidelines.models.answer import Advice
from tracker.guidelines.models.decision import Verdict
from tracker.guidelines.models.proposal import Proposal, Support
from tracker.guidelines.models.question import Question
from tracker.guidelines.models.tone import Phrase
from tracker.jobs.models import Errand, Schedule
from tracker.lessons.models import Conclusion, Evidence, Lesson, Retirement, Reuse
from tracker.lineage.models import Descent
from tracker.notifications.models import Digest, Notice, Preference, Unsubscription
from tracker.operations.models import Installation
from tracker.privacy.models import PossibleMention
from tracker.readiness.models import (
    Deed,
    Invitation,
    OpenRemark,
    OpenSheet,
    Pulse,
    Remark,
    Sheet,
)
from tracker.revision import Revision
from tracker.stakeholders.models import (
    Presence,
    Stakeholder,
    StakeholderChange,
    Touchpoint,
)
from tracker.strategy.models import StrategySignature, StrategyText
from tracker.summaries.models import Summary, SummarySignature

MODELS = [
    *(Unit, Person, Session, Ticket, Bucket, Submission, Errand),
    *(SecondFactor, RecoveryCode, Entry),
    Setting,
    Installation,
    *(Platform, PlatformAlias, Metric),
    *(Stakeholder, Presence, Touchpoint, StakeholderChange),
    *(Guideline, Clause, Amendment, Reader, Stop),
    *(Question, Advice, Proposal, Support, Verdict, Phrase),
    *(
        Experiment,
        Footing,
        CoAuthor,
        Tag,
        Tagging,
        Change,
        Picture,
        Link,
        Reading,
        Import,
        Rejection,
    ),
    *(Conclusion, Lesson, Descent),
    *(Endorsement, Comment, Mention, Answer, Concern, SealedWords),
    *(Evidence, Reuse, Retirement),
    *(Summary, SummarySignature),
    *(BusinessCase, Assumption, CaseEvidence, CaseVersion, CaseSignature, Reopening),
    *(Pulse, Invitation, OpenSheet, OpenRemark, Sheet, Remark),
    *(Commitment, CommitmentChange, Settlement),
    *(Deed,),
    *(StrategyText, StrategySignature),
    *(Schedule, Notice, Preference, Unsubscription, Digest, Follow),
    PossibleMention,
    Act,
    Revision,
]

SEARCHED = ("experiment", "lesson")
