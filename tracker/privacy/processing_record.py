"""What is kept of people, noun by noun: for the privacy page and the record of
processing (GDPR, article 30).

The columns are read from the nouns as they are, so the page says what the code stores;
a test holds that every noun that points to a person, or keeps words about one, stands
here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import peewee

from tracker.core.validation import N_
from tracker.schema import MODELS

ACCOUNT = N_("Your account")
WORK = N_("What you tried and learnt")
TALK = N_("What you said to colleagues")
SEALED = N_("What a text of yours said before somebody else mended it")
TOLD = N_("What you were told, and how you wish it")
DOOR = N_("How you come in")
FRAME = N_("What you keep for the organisation")
PULSE = N_("The pulse")
GUESSED = N_("What colleagues guessed and feared, in numbers")
TRACE = N_("Who changed rights, accounts or data")
WHY = {
    ACCOUNT: N_("So that colleagues know who speaks, and you can sign in."),
    WORK: N_(
        "It is what the organisation learns from; you stand by it by name, or name yourself later."
    ),
    TALK: N_("So that colleagues can learn from each other."),
    SEALED: N_(
        "So that you can see what was changed. Nobody sees it but you, your co-authors and whoever"
        " settled it."
    ),
    TOLD: N_("So that you hear of what concerns you, and of nothing else."),
    DOOR: N_(
        "So that nobody else comes in as you, and you can see if somebody tried. It holds what your"
        " browser calls itself and, for two days, the network address that a sign-in was tried"
        " from."
    ),
    FRAME: N_(
        "So that promises, rules and contacts have somebody who answers for them."
    ),
    PULSE: N_(
        "An invitation says only that you have not answered yet. Answers carry no name, no time and"
        " no number of yours."
    ),
    GUESSED: N_(
        "So that it can be seen what comes of fears, and how sure we were. Guesses are numbers; a"
        " coded mark says that an account has guessed, not what. What was feared is added up"
        " from at least five people."
    ),
    TRACE: N_(
        "So that misuse of rights can be found out. Numbers, a word and a time; no names. With a"
        " sign-in that failed stands a mark of the network that it came from, which is no address."
    ),
}
UNTIL = {
    ACCOUNT: N_("Until you are erased."),
    WORK: N_(
        "It stays; once you are erased, as that of a former colleague. Drafts and pictures go with"
        " you."
    ),
    TALK: N_("It stays; once you are erased, as that of a former colleague."),
    SEALED: N_("30 days."),
    TOLD: "notices",
    DOOR: "entries",
    FRAME: N_("It stays as long as it counts; once you are erased, without your name."),
    PULSE: N_(
        "An invitation until you have answered, or the round is closed. Then the answers are added"
        " up and deleted: only sums stay, of at least five people, and what at least five wrote in"
        " their own words. Sheets of rounds from before that rule were deleted, too; a backup from"
        " before it has them until it is deleted."
    ),
    GUESSED: N_(
        "The marks until the attempt is concluded. The numbers stay, and nobody can tell whose"
        " they are."
    ),
    TRACE: "audit",
}
KEPT = {
    ACCOUNT: ("person",),
    WORK: (
        "experiment",
        "co_author",
        "co_author_invitation",
        "change",
        "picture",
        "shared_post",
        "shared_picture",
        "document",
        "link",
        "metric_reading",
        "conclusion",
        "evidence",
        "reuse",
        "retirement",
        "shared_lesson",
        "second_unit_wish",
        "local_result",
        "citation",
        "implementation",
        "lesson",
        "builds_on",
        "tagging",
        "experiment_clause",
        "experiment_question",
        "import",
        "rejection",
        "possible_mention",
        "expected_fear",
        "circle_answer",
        "trial_draft",
    ),
    TALK: (
        "comment",
        "mention",
        "accepted_answer",
        "endorsement",
        "amplification",
        "concern",
        "breach_report",
        "question",
        "question_answer",
        "open_question",
        "question_asker",
        "proposal",
        "proposal_support",
        "proposal_decision",
    ),
    SEALED: ("sealed_text",),
    TOLD: (
        "notice",
        "alert",
        "preference",
        "unsubscription",
        "digest",
        "follow",
        "bookmark",
        "summary_subscription",
        "job",
        "read_receipt",
        "form_submission",
    ),
    DOOR: (
        "session",
        "identity",
        "provisioned_user",
        "one_time_link",
        "mail_refusal",
        "second_factor",
        "recovery_code",
        "login_event",
        "access_token",
        "token_bucket",
    ),
    FRAME: (
        "stakeholder",
        "touchpoint",
        "stakeholder_change",
        "guideline",
        "amendment",
        "phrase",
        "commitment",
        "commitment_change",
        "settlement",
        "fear_action",
        "outside_lesson",
        "business_case",
        "case_evidence",
        "case_signature",
        "summary",
        "summary_signature",
        "strategy_text",
        "strategy_signature",
        "safe_conduct",
        "safe_conduct_signature",
        "breach_count",
        "backing",
        "pulse",
    ),
    PULSE: (
        "invitation",
        "open_response",
        "open_leader_response",
        "open_free_text",
        "free_text",
    ),
    GUESSED: ("guess_count", "guess_mark", "fear_batch", "trial"),
    TRACE: ("audit_event",),
}


@dataclass(frozen=True)
class Holding:
    """One kind of thing that is kept of people: in which tables and columns, why, and until when.

    Attributes:
        until: A sentence, or the name of a retention period.
    """

    what: str
    why: str
    until: str
    columns: dict[str, list[str]]


def holdings() -> Iterator[Holding]:
    """Everything that is kept of people."""
    nouns = {noun._meta.table_name: noun for noun in MODELS}
    for what, tables in KEPT.items():
        columns = {
            name: [field.column_name for field in nouns[name]._meta.sorted_fields]
            for name in tables
            if name in nouns
        }
        yield Holding(what, WHY[what], UNTIL[what], columns)


def recorded_tables() -> set[str]:
    """Tables that stand in the register."""
    return {name for tables in KEPT.values() for name in tables}


def about_people() -> set[str]:
    """Tables that point to a person."""
    return {
        noun._meta.table_name
        for noun in MODELS
        for field in noun._meta.sorted_fields
        if isinstance(field, peewee.ForeignKeyField)
        and field.rel_model._meta.table_name == "person"
    }
