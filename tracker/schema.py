"""All models, for migrations and tests. Search tables are not among them."""

from tracker.accounts.models import (
    FormSubmission,
    Identity,
    LoginEvent,
    OneTimeLink,
    Person,
    RecoveryCode,
    SecondFactor,
    Session,
    Setting,
    TokenBucket,
    Unit,
)
from tracker.amplifications.models import Amplification
from tracker.audit.models import AuditEvent
from tracker.bookmarks.models import Bookmark
from tracker.business_case.models import (
    Assumption,
    BusinessCase,
    CaseEvidence,
    CaseSignature,
    CaseVersion,
    Reopening,
)
from tracker.comments.models import AcceptedAnswer, Comment, Mention
from tracker.commitments.models import Commitment, CommitmentChange, Settlement
from tracker.concerns.models import Concern, SealedText
from tracker.endorsements.models import Endorsement
from tracker.experiments.models import (
    Change,
    CoAuthor,
    CoAuthorInvitation,
    Document,
    Experiment,
    Import,
    Link,
    MetricReading,
    Picture,
    Rejection,
    SharedPicture,
    SharedPost,
    Tag,
    Tagging,
)
from tracker.experiments.models.experiment_clause import ExperimentClause
from tracker.experiments.models.experiment_question import ExperimentQuestion
from tracker.fears.models import (
    CircleAnswer,
    CohortFigure,
    ExpectedFear,
    FearBatch,
    ForecastFigure,
    GuessCount,
    GuessMark,
    Trial,
    TrialDraft,
)
from tracker.follows.models import Follow
from tracker.guidelines.models import (
    AbandonCount,
    Amendment,
    Clause,
    Guideline,
    Metric,
    Platform,
    PlatformAlias,
    ReadReceipt,
)
from tracker.guidelines.models.answer import QuestionAnswer
from tracker.guidelines.models.decision import ProposalDecision
from tracker.guidelines.models.proposal import Proposal, ProposalSupport
from tracker.guidelines.models.question import Question
from tracker.guidelines.models.tone import Phrase
from tracker.jobs.models import Job, MailCount, MailRefusal, Schedule
from tracker.lessons.models import (
    Citation,
    Conclusion,
    Evidence,
    Implementation,
    Lesson,
    LocalResult,
    OutsideLesson,
    Retirement,
    Reuse,
    SecondUnitWish,
    SharedLesson,
)
from tracker.lineage.models import BuildsOn
from tracker.notifications.models import (
    Alert,
    Digest,
    Notice,
    Preference,
    Unsubscription,
)
from tracker.operations.models import Installation
from tracker.privacy.models import PossibleMention
from tracker.provisioning.models import ProvisionedUser
from tracker.questions.models import OpenQuestion, QuestionAsker
from tracker.readiness.models import (
    FearAction,
    FreeText,
    Invitation,
    OpenFreeText,
    OpenLeaderResponse,
    OpenResponse,
    Pulse,
)
from tracker.revision import Revision, TableRevision
from tracker.safe_conduct.models import (
    Backing,
    BreachCount,
    BreachReport,
    SafeConduct,
    SafeConductSignature,
)
from tracker.stakeholders.models import (
    Stakeholder,
    StakeholderChange,
    StakeholderPlatform,
    Touchpoint,
)
from tracker.strategy.models import StrategySignature, StrategyText
from tracker.summaries.models import Summary, SummarySignature, SummarySubscription
from tracker.tokens.models import AccessToken
from tracker.vocabulary.models import IndexChange, IndexWord, Synonym
from tracker.webhooks.models import HookDelivery, Webhook

MODELS = [
    Unit,
    Person,
    Identity,
    Session,
    OneTimeLink,
    TokenBucket,
    FormSubmission,
    Job,
    MailRefusal,
    MailCount,
    SecondFactor,
    RecoveryCode,
    LoginEvent,
    ProvisionedUser,
    AccessToken,
    Setting,
    Installation,
    IndexWord,
    IndexChange,
    Synonym,
    Platform,
    PlatformAlias,
    Metric,
    Stakeholder,
    StakeholderPlatform,
    Touchpoint,
    StakeholderChange,
    Guideline,
    Clause,
    Amendment,
    ReadReceipt,
    AbandonCount,
    Question,
    QuestionAnswer,
    Proposal,
    ProposalSupport,
    ProposalDecision,
    Phrase,
    OpenQuestion,
    QuestionAsker,
    Experiment,
    ExperimentClause,
    ExperimentQuestion,
    CoAuthor,
    CoAuthorInvitation,
    Tag,
    Tagging,
    Change,
    Document,
    Picture,
    SharedPost,
    SharedPicture,
    Link,
    MetricReading,
    Import,
    Rejection,
    Conclusion,
    Lesson,
    BuildsOn,
    Endorsement,
    Bookmark,
    Comment,
    Mention,
    AcceptedAnswer,
    Concern,
    SealedText,
    Evidence,
    Reuse,
    Retirement,
    SharedLesson,
    SecondUnitWish,
    OutsideLesson,
    LocalResult,
    Citation,
    Implementation,
    Amplification,
    Summary,
    SummarySignature,
    SummarySubscription,
    BusinessCase,
    Assumption,
    CaseEvidence,
    CaseVersion,
    CaseSignature,
    Reopening,
    Pulse,
    Invitation,
    OpenResponse,
    OpenLeaderResponse,
    OpenFreeText,
    FreeText,
    Commitment,
    CommitmentChange,
    Settlement,
    FearAction,
    ExpectedFear,
    FearBatch,
    CohortFigure,
    ForecastFigure,
    GuessCount,
    GuessMark,
    Trial,
    TrialDraft,
    CircleAnswer,
    StrategyText,
    StrategySignature,
    SafeConduct,
    SafeConductSignature,
    BreachReport,
    BreachCount,
    Backing,
    Schedule,
    Alert,
    Notice,
    Preference,
    Unsubscription,
    Digest,
    Follow,
    PossibleMention,
    Webhook,
    HookDelivery,
    AuditEvent,
    Revision,
    TableRevision,
]

SEARCHED = ("experiment",)
