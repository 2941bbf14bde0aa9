"""Which rows concern one person alone, and which no reader looks through for a name."""

from __future__ import annotations

from tracker.accounts.models import (
    FormSubmission,
    Identity,
    LoginEvent,
    OneTimeLink,
    RecoveryCode,
    SecondFactor,
    Session,
    TokenBucket,
)
from tracker.bookmarks.models import Bookmark
from tracker.concerns.models import SealedText
from tracker.experiments.models import (
    CoAuthorInvitation,
    Import,
)
from tracker.follows.models import Follow
from tracker.guidelines.models import ReadReceipt
from tracker.jobs.models import Job
from tracker.notifications.models import (
    Alert,
    Digest,
    Notice,
    Preference,
    Unsubscription,
)
from tracker.privacy.models import PossibleMention
from tracker.provisioning.models import ProvisionedUser
from tracker.questions.models import QuestionAsker
from tracker.readiness.models import FreeText, Invitation, OpenFreeText
from tracker.safe_conduct.models import BreachReport
from tracker.summaries.models import SummarySubscription
from tracker.tokens.models import AccessToken

# Rows that concern nobody else. What is not here and points to a person is work, or a
# word among colleagues, and stays.
ONLY_THEIRS = (
    Session,
    Identity,
    AccessToken,
    OneTimeLink,
    FormSubmission,
    SecondFactor,
    RecoveryCode,
    LoginEvent,
    ProvisionedUser,
    ReadReceipt,
    Invitation,
    Notice,
    Alert,
    Preference,
    Unsubscription,
    Digest,
    Follow,
    Bookmark,
    SummarySubscription,
    CoAuthorInvitation,
    QuestionAsker,
    Import,
    SealedText,
)
# Where a part of the name that stands alone is not looked for: what no person reads as
# a text, anonymous words, and what only one person may read.
NOT_READ = (
    Session,
    Identity,
    ProvisionedUser,
    OneTimeLink,
    TokenBucket,
    FormSubmission,
    Job,
    Notice,
    LoginEvent,
    PossibleMention,
    OpenFreeText,
    FreeText,
    BreachReport,
)
