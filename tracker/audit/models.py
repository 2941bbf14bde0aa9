"""What is remembered of acts that change rights, accounts or data for good.

A row holds ids, a word and a time; never a name, an address, anything of a pulse, or
who acts on an attempt whose author is withheld. There is no foreign key, so that it
outlives what it tells of. The database refuses every change, and every removal of what
is younger than the retention period.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from contextvars import ContextVar

import peewee

from tracker.core.enums import LabelledEnum
from tracker.core.validation import N_
from tracker.db import (
    DATABASE_ERRORS,
    BaseModel,
    CheckedCharField,
    UTCDateTimeField,
    is_sqlite,
    waiting_at_most,
)

log = logging.getLogger("tracker.audit")

KEPT = "audit_days"  # the setting's name
KEPT_DAYS = 730
LEAST_DAYS = 365  # whatever the setting says

# The request's number, and who sends it, when that is known; set by whoever takes the request in.
acting: ContextVar[tuple[str, Callable[[], int | None]]] = ContextVar(
    "acting", default=("", lambda: None)
)


class EventType(LabelledEnum):
    signed_in = "signed_in", N_("Signed in")
    signed_out = "signed_out", N_("Signed out")
    refused = "refused", N_("Could not sign in")
    sessions_ended = "sessions_ended", N_("Ended sessions")
    password_changed = "password_changed", N_("Changed the password")
    code_on = "code_on", N_("Switched the second factor on")
    code_off = "code_off", N_("Switched the second factor off")
    codes_made = "codes_made", N_("Made recovery codes")
    recovery_used = "recovery_used", N_("Used a recovery code")
    account_made = "account_made", N_("An account was made")
    invited = "invited", N_("Invited somebody")
    link_made = "link_made", N_("Made a one-time link")
    identity_linked = (
        "identity_linked",
        N_("Was linked to the organisation's sign-in"),
    )
    identity_unlinked = (
        "identity_unlinked",
        N_("Was parted from the organisation's sign-in"),
    )
    last_admin_kept = "last_admin_kept", N_("Stayed administrator, as the only one")
    # In entries of before directories had access tokens
    provisioning_changed = "provisioning_changed", N_("Changed who may provision")
    role_changed = "role_changed", N_("Gave another role")
    address_changed = "address_changed", N_("Changed the address")
    unit_changed = "unit_changed", N_("Moved to another unit")
    name_changed = "name_changed", N_("Changed the name")
    namesake = (
        "namesake",
        N_("Is called like, or nearly like, the colleague with the number"),
    )
    unit_made = "unit_made", N_("Made a unit")
    unit_renamed = "unit_renamed", N_("Renamed a unit")
    unit_moved = "unit_moved", N_("Put a unit elsewhere in the tree")
    unit_merged = "unit_merged", N_("Merged a unit into another")
    unit_closed = "unit_closed", N_("Closed a unit")
    unit_reopened = "unit_reopened", N_("Opened a unit again")
    tag_renamed = "tag_renamed", N_("Renamed a tag")
    tag_merged = "tag_merged", N_("Merged a tag into another")
    invitation_withdrawn = "invitation_withdrawn", N_("Withdrew an invitation")
    denied = "denied", N_("Was refused a page")
    disabled = "disabled", N_("Closed the account")
    enabled = "enabled", N_("Opened the account again")
    erased = "erased", N_("Was erased")
    token_made = "token_made", N_("Made an access token")
    token_ended = "token_ended", N_("Ended an access token")
    webhook_changed = "webhook_changed", N_("Changed or tested a webhook")
    data_exported = "data_exported", N_("Took the own data along")
    setting_changed = "setting_changed", N_("Changed a setting")
    platform_changed = "platform_changed", N_("Changed a platform")
    guideline_changed = "guideline_changed", N_("Changed a guideline")
    synonyms_changed = "synonyms_changed", N_("Changed the synonyms of the search")
    imported = "imported", N_("Imported attempts")
    import_undone = "import_undone", N_("Undid an import")
    exported = "exported", N_("Exported attempts")
    people_exported = "people_exported", N_("Exported the list of people")
    audit_exported = "audit_exported", N_("Exported this log")
    personal_settled = "personal_settled", N_("Decided on something personal")
    signed = "signed", N_("Signed")
    pulse_opened = "pulse_opened", N_("Opened a pulse")
    pulse_closed = "pulse_closed", N_("Closed a pulse")
    trial_begun = "trial_begun", N_("Began a trial of the product's words")
    trial_ended = "trial_ended", N_("Ended a trial of the product's words")
    swept = "swept", N_("Removed what was kept long enough")
    backed_up = "backed_up", N_("Backed up")
    restored = "restored", N_("Restored a backup")


class EventTarget(LabelledEnum):
    """What an act was on, by the name of its table."""

    person = "person", N_("Person")
    unit = "unit", N_("Unit")
    tag = "tag", N_("Tag")
    guideline = "guideline", N_("Guideline")
    concern = "concern", N_("Something personal")
    imported = "import", N_("Import")
    pulse = "pulse", N_("Pulse")
    trial = "trial", N_("Trial")
    summary = "summary", N_("Quarter")
    strategy = "strategy_text", N_("Strategy")
    safe_conduct = "safe_conduct", N_("Safe conduct")
    case = "case_version", N_("Business case")


class AuditEvent(BaseModel):
    """One act, by somebody or by the product itself (nobody), on somebody or something
    (`kind` and `on`).
    """

    at = UTCDateTimeField(index=True)
    by = peewee.IntegerField(null=True, index=True)
    what = CheckedCharField(40)
    kind = CheckedCharField(20, default="")
    on = peewee.IntegerField(null=True, index=True, column_name="on_id")
    detail = CheckedCharField(200, default="")
    request = CheckedCharField(64, default="")

    # Making

    @classmethod
    def record(
        cls,
        what: EventType,
        *,
        on: BaseModel | None = None,
        by: int | None = None,
        detail: str = "",
    ) -> None:
        """Remember an act, in its own transaction.

        The time is the machine's: a log that could be told another would be none.

        Args:
            on: The row that it is about; its kind and id are kept.
            by: Who did it, where that is not whoever sends the request.
            detail: A word more: from and to which role, which setting. Never what people wrote.
        """
        request, actor = acting.get()
        if by is None:
            by = actor()
        row = {
            "at": dt.datetime.now(dt.UTC),
            "by": by,
            "what": what.value,
            "detail": detail[:200],
            "request": request,
        }
        if on is not None:
            row |= {"kind": on._meta.table_name, "on": on._pk}
        cls.insert(row).execute()

    @classmethod
    def try_to_record(cls, what: EventType, *, on: BaseModel | None = None) -> None:
        """Remember an act that only reads; on a full disk one still reads, and while
        somebody else writes. The log tells it then.
        """
        try:
            with waiting_at_most(1):
                cls.record(what, on=on)
        except DATABASE_ERRORS:
            who = acting.get()[1]()
            log.warning(
                "an act could not be noted in the audit log",
                extra={"what": what.value, "by": who},
            )

    @classmethod
    def create_table(cls, safe=True, **options):
        super().create_table(safe, **options)
        statements = KEPT_POSTGRES
        if is_sqlite(cls._meta.database):
            statements = KEPT_SQLITE
        for statement in statements:
            cls._meta.database.execute_sql(statement)

    # Verbs

    @classmethod
    def sweep(cls, before: dt.datetime) -> int:
        """Remove what was before; the database refuses what is younger than the period
        that is set.

        Returns how many.
        """
        return cls.delete().where(cls.at < before).execute()

    # Predicates

    @property
    def label(self) -> LabelledEnum | None:
        """The word for it; None for one that an older version knew."""
        if self.what in {what.value for what in EventType}:
            return EventType(self.what)
        return None

    @property
    def about(self) -> EventTarget | None:
        """The word for what it was on; None where there is none."""
        if self.kind in {about.value for about in EventTarget}:
            return EventTarget(self.kind)
        return None


# This guard is the one place that reads the database's own clock. The product passes
# its time to everything else; here a wrong time passed in by mistake, or a wrong number
# in the settings, must not empty the log.
_PERIOD = (
    f"COALESCE((SELECT CAST(value AS INTEGER) FROM setting WHERE name = '{KEPT}'),"
    f" {KEPT_DAYS})"
)
KEPT_SQLITE = (
    (
        "CREATE TRIGGER IF NOT EXISTS audit_event_stays_on_update BEFORE UPDATE ON audit_event "
        "BEGIN SELECT RAISE(ABORT, 'the audit log is not changed'); END"
    ),
    (
        "CREATE TRIGGER IF NOT EXISTS audit_event_stays_on_delete"
        " BEFORE DELETE ON audit_event WHEN OLD.at >"
        f" datetime('now', '-' || MAX({_PERIOD}, {LEAST_DAYS}) || ' days') BEGIN SELECT"
        " RAISE(ABORT, 'the audit log keeps this until its retention period is over'); END"
    ),
)
KEPT_POSTGRES = (
    (
        "CREATE OR REPLACE FUNCTION audit_event_stays()"
        " RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF"
        " TG_OP = 'DELETE' AND OLD.at <= (now() AT TIME ZONE 'UTC') - make_interval(days =>"
        f" GREATEST({_PERIOD}, {LEAST_DAYS})) THEN RETURN OLD; END IF; RAISE EXCEPTION 'the audit"
        " log keeps this until its retention period is over' USING ERRCODE ="
        " 'integrity_constraint_violation'; END $$"
    ),
    (
        "CREATE OR REPLACE TRIGGER audit_event_stays"
        " BEFORE UPDATE OR DELETE ON audit_event"
        " FOR EACH ROW EXECUTE FUNCTION audit_event_stays()"
    ),
    (
        "CREATE OR REPLACE TRIGGER audit_event_is_not_emptied"
        " BEFORE TRUNCATE ON audit_event"
        " FOR EACH STATEMENT EXECUTE FUNCTION audit_event_stays()"
    ),
)
