"""The words of the search index, and the synonyms that facilitators keep."""

from __future__ import annotations

import json
import tomllib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import peewee

from tracker.accounts.models import Setting
from tracker.audit.models import AuditEvent, EventType
from tracker.core.validation import N_, FieldError, raise_if_errors
from tracker.db import BaseModel, CheckedCharField, chunked, is_sqlite
from tracker.search import Vocabulary, key_of, normalised
from tracker.search.stem import root_of

READY = Path(__file__).parent / "synonyms.toml"
MOST_GROUPS = 500
INSTALLED = "synonyms_installed"  # the setting's name
CHUNK = 400
MOST_CHANGES = 2_000
KNOWN = 'SELECT "word" FROM "index_word" WHERE "word" IN ({})'
NEW = 'INSERT INTO "index_word" ("word") VALUES {} ON CONFLICT DO NOTHING'
# One statement for however many words; without WHERE it would be read as a join
NEW_ON_SQLITE = (
    'INSERT INTO "index_word" ("word") SELECT value FROM json_each(?) WHERE true'
    " ON CONFLICT DO NOTHING"
)


class IndexWord(BaseModel):
    """A key of the search index, for finding words that resemble a typed one.

    Published attempts add their keys; what no attempt has any more is removed by
    `keep_only`. A key shows nothing by itself: only what the viewer may see is found by
    it.
    """

    word = peewee.TextField(unique=True)

    # Making

    @classmethod
    def add(cls, words: Iterable[str]) -> None:
        """Add the words that are not there yet, in an order that cannot deadlock."""
        db = cls._meta.database
        words = sorted(words)
        if words and is_sqlite(db):
            db.execute_sql(NEW_ON_SQLITE, [json.dumps(words)])
            return
        for some in chunked(words, CHUNK):
            places = ", ".join([db.param] * len(some))
            # By hand: building the query takes longer than running it
            known = db.execute_sql(KNOWN.format(places), some)
            missing = set(some) - {word for (word,) in known}
            if missing:
                places = ", ".join([f"({db.param})"] * len(missing))
                db.execute_sql(NEW.format(places), sorted(missing))

    @classmethod
    def keep_only(cls, words: Collection[str]) -> int:
        """Add these words and remove all others; returns how many were removed."""
        kept = dict(cls.select(cls.word, cls.id).tuples())
        cls.add(set(words) - kept.keys())
        gone = [id for word, id in kept.items() if word not in words]
        for some in chunked(gone, CHUNK):
            cls.delete().where(cls.id.in_(list(some))).execute()
        return len(gone)

    @classmethod
    def vocabulary(cls) -> Vocabulary:
        """All words."""
        return Vocabulary(word for (word,) in cls.select(cls.word).tuples())


CHANGES = """
SELECT 'change', experiment_id FROM index_change WHERE number >= {since}
UNION ALL SELECT 'next', {next}
UNION ALL SELECT 'oldest', COALESCE(MIN(number), 0) FROM index_change
UNION ALL SELECT 'revision', number FROM revision
UNION ALL SELECT 'table', {table}
"""


@dataclass(frozen=True)
class Changes:
    """What was written after a number.

    Attributes:
        next: The number to ask from the next time.
        stamp: What was read under another stamp is worth nothing.
    """

    experiments: frozenset[int]
    next: int
    oldest: int
    stamp: tuple[int, ...]

    def leaves_gap(self, since: int) -> bool:
        """Whether some changes since a number are no longer noted."""
        return self.oldest > since or self.next < since


class IndexChange(BaseModel):
    """An experiment that was written, so that what is kept of it is out of date.

    Triggers add the rows; `prune` removes old ones.

    Attributes:
        number: Grows from row to row; on PostgreSQL the number of the transaction.
    """

    experiment_id = peewee.IntegerField()
    number = peewee.BigIntegerField(index=True)

    @staticmethod
    def next_number() -> str:
        """The SQL of the number that all changes have that cannot be seen yet.

        On PostgreSQL that of the oldest transaction that has not ended, so that some
        changes may be seen twice, but none never.
        """
        if is_sqlite():
            return "(SELECT COALESCE(MAX(number), 0) + 1 FROM index_change)"
        return "CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS text) AS bigint)"

    @staticmethod
    def table_number() -> str:
        """The SQL of a number that the table of experiments has on PostgreSQL; a table
        that is restored has another.
        """
        if is_sqlite():
            return "0"
        return "CAST(CAST('experiment' AS regclass) AS bigint)"

    @classmethod
    def after(cls, since: int) -> Changes:
        """What was written, from a number on."""
        sql = CHANGES.format(
            since=int(since), next=cls.next_number(), table=cls.table_number()
        )
        found = defaultdict(list)
        for kind, number in cls._meta.database.execute_sql(sql).fetchall():
            found[kind].append(number)
        (following,) = found["next"]
        (oldest,) = found["oldest"]
        stamp = tuple(found["revision"] + found["table"])
        return Changes(frozenset(found["change"]), following, oldest, stamp)

    @classmethod
    def prune(cls) -> None:
        """Delete all but the newest."""
        newest = cls.select(cls.number).order_by(cls.number.desc())
        last = newest.offset(MOST_CHANGES).limit(1).scalar()
        if last is not None:
            cls.delete().where(cls.number < last).execute()


class Synonym(BaseModel):
    """A group of words that mean the same to the search, with commas between them."""

    words = CheckedCharField(300)

    # Making

    @classmethod
    def install(cls) -> None:
        """Install the ready groups, once in the life of an installation."""
        if Setting.get_or_none(Setting.name == INSTALLED):
            return
        groups = tomllib.loads(READY.read_text(encoding="utf-8"))["groups"]
        with cls._meta.database.atomic():
            cls.insert_many(
                [(words,) for words in groups], fields=[cls.words]
            ).execute()
            Setting.create(name=INSTALLED, value="1")

    @classmethod
    def replace_all(cls, groups: list[str], *, by: int) -> None:
        """Keep these groups and no others.

        Args:
            by: Id of the person.

        Raises:
            ValidationFailed: A group has fewer than two words, or more than one word
                between two commas.
        """
        tidy = list(dict.fromkeys(", ".join(parts_of(group)) for group in groups))
        raise_if_errors(group_problems(tidy))
        with cls._meta.database.atomic():
            known = set(cls.groups())
            for words in tidy:
                if words not in known:
                    cls.create(words=words)
            cls.delete().where(cls.words.not_in(tidy)).execute()
            AuditEvent.record(EventType.synonyms_changed, by=by)

    # Predicates

    @classmethod
    def groups(cls) -> list[str]:
        """All groups in alphabetical order."""
        rows = [words for (words,) in cls.select(cls.words).tuples()]
        return sorted(rows, key=str.casefold)

    @classmethod
    def by_key(cls) -> Mapping[str, tuple[str, ...]]:
        """The key of each word to the keys of those that mean the same."""
        return synonyms_of(tuple(cls.groups()))


def parts_of(group: str) -> list[str]:
    """The words of a group."""
    return [word for part in group.split(",") if (word := " ".join(part.split()))]


def group_problems(groups: list[str]) -> list[FieldError]:
    """The validation errors of groups of synonyms."""
    problems = []
    for group in groups:
        parts = parts_of(group)
        if len(parts) < 2:
            message = N_(
                "Two words or more on a line, with commas between them: %(line)s"
            )
            problems.append(FieldError("groups", message, {"line": group}))
        elif any(" " in part or not normalised(part) for part in parts):
            message = N_("Single words with commas between them: %(line)s")
            problems.append(FieldError("groups", message, {"line": group}))
        elif len(group) > Synonym.words.max_length:
            message = N_("This line is too long: %(line)s")
            problems.append(FieldError("groups", message, {"line": group[:40]}))
    if len(groups) > MOST_GROUPS:
        message = N_("At most %(most)s lines.")
        problems.append(FieldError("groups", message, {"most": MOST_GROUPS}))
    return problems[:3]


@lru_cache(maxsize=16)
def synonyms_of(groups: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """The key of each word to the keys of the others in its groups; for its other forms
    so does its root, unless that is a word in a group itself.
    """
    found = defaultdict(dict)
    for group in groups:
        keys = [key_of(normalised(part).replace(" ", "")) for part in parts_of(group)]
        for key in keys:
            found[key] |= dict.fromkeys(other for other in keys if other != key)
    by_root = defaultdict(dict)
    for key, others in found.items():
        by_root[root_of(key)] |= others
    return {key: tuple(others) for key, others in (by_root | found).items()}
