"""Words in every text of every noun that would show themselves if a page took them for
markup, a message or a template.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import peewee
from playhouse.fields import EnumField

from tracker import db
from tracker.db import AppendOnly
from tracker.schema import MODELS

MARK = "zqx7"
CANARIES = (
    f"Rabat 100 % {MARK}",
    f"<b {MARK}>fed</b>",
    f"%({MARK})s %s %d %",
    f'"onmouseover="{MARK}()" x',
    f"{MARK} {{{{ 7*191*191 }}}} ${{7*191*191}} #{{7*191*191}} {{%",
    f"</textarea></title><b {MARK}>",
    f"<meta http-equiv=refresh content='0;url=//{MARK}.example'>",
    f"'onfocus='{MARK}() «»„“”’`'\" x",
    f"</script><script>{MARK}()</script>",
    f"\u202e{MARK}\u202c \u200f{{name}} {{0}} {{0.__class__}}",
    f"#set text(size: 9pt) $ {MARK} \\ @a *b* _c_ `d` [e] // f",
    f"<!-- {MARK} --> <plaintext {MARK}>",
)
WORKED_OUT = str(7 * 191 * 191)

# Fields with words of ours: keys, addresses, words of closed lists, what the search
# makes of a text. All others are people's.
OURS = {
    "Person": {"email", "locale", "password_hash"},
    "Identity": {"issuer", "subject"},
    "ProvisionedUser": {"user_name", "user_key", "external_id"},
    "OneTimeLink": {"email"},
    "TokenBucket": {"key"},
    "FormSubmission": {"key", "made"},
    "Job": {"kind"},
    "MailCount": {"kind", "outcome"},
    "SecondFactor": {"salt"},
    "Setting": {"name"},
    "Platform": {"slug"},
    "PlatformAlias": {"slug"},
    "Stakeholder": {"typical"},
    "StakeholderChange": {"act"},
    "Guideline": {"slug"},
    "Clause": {"key"},
    "Amendment": {"act"},
    "Question": {"words"},
    "Phrase": {"key"},
    "Experiment": {"words", "digest"},
    "Change": {"act"},
    "Picture": {"file"},
    "Document": {"file"},
    "SharedPicture": {"content"},
    "MailRefusal": {"email"},
    "Link": {"url"},
    "Trial": {"seed"},
    "ForecastFigure": {"quarter"},
    "MetricReading": {"link"},
    "Import": {"file", "kind", "encoding", "delimiter", "error"},
    "IndexWord": {"word"},
    "Summary": {"quarter"},
    "CohortFigure": {"quarter"},
    "GuessMark": {"key"},
    "OutsideLesson": {"platform"},
    "OpenResponse": {"key"},
    "OpenFreeText": {"key"},
    "OpenLeaderResponse": {"key"},
    "FreeText": {"key"},
    "Schedule": {"name"},
    "Installation": {"mark", "host"},
    "PossibleMention": {"noun", "field"},
    "Notice": {"event", "word", "path"},
    "Digest": {"week"},
    "AccessToken": {"hint", "scopes"},
    "Webhook": {"url", "salt", "events", "locale", "last_error"},
    "HookDelivery": {"key"},
    "AuditEvent": {"what", "kind", "detail", "request"},
}
# Settings that are numbers, colours and words of closed lists; the others are people's.
SETTINGS = {"privacy_contact"}


def texts() -> Iterator[tuple[type[peewee.Model], peewee.Field]]:
    """Every field that holds people's words, of every noun."""
    for noun in MODELS:
        for field in noun._meta.sorted_fields:
            typed = isinstance(
                field, peewee.CharField | peewee.TextField
            ) and not isinstance(field, EnumField | peewee.FixedCharField)
            if typed and field.name not in OURS.get(noun.__name__, ()):
                yield noun, field


def fill(database: peewee.Database) -> list[str]:
    """Put canaries into every text that somebody may have written, each row another;
    also where rows are never changed otherwise.

    Returns:
        Fields that no row has a canary in: nobody made such a row, or they are ours and
            should be listed.
    """
    _let_change(database)
    bare = []
    for noun, field in texts():
        rows = noun.update({field: _canary_of(noun, field)})
        if noun.__name__ == "Setting":
            rows = rows.where(noun.name.in_(SETTINGS))
        if not _tried(database, rows):
            for row in list(noun.select(noun._meta.primary_key).tuples()):
                _tried(database, rows.clone().where(noun._meta.primary_key == row[0]))
        if not noun.select().where(field.contains(MARK)).exists():
            bare.append(f"{noun.__name__}.{field.name}")
    for noun in MODELS:
        for field in noun._meta.sorted_fields:
            if isinstance(field, peewee.JSONField):
                _fill_json(noun, field)
    return bare


def _tried(database: peewee.Database, rows) -> bool:
    """Whether the database takes it: some texts may only stand with a word of a list
    beside them.
    """
    try:
        with database.atomic():
            return rows.execute() > 0
    except peewee.IntegrityError:
        return False


def _canary_of(noun: type[peewee.Model], field: peewee.Field):
    """One that fits, another for each row; with its number where no two may be alike."""
    key = noun._meta.primary_key
    sets = [index for index in noun._meta.indexes if isinstance(index, tuple)]
    alone = field.unique or any(
        unique and field.name in names for names, unique in sets
    )
    room = (field.max_length if isinstance(field, peewee.CharField) else None) or 1000
    fitting = [word for word in CANARIES if len(word) + 8 * alone <= room]
    turn = sum(map(ord, noun.__name__ + field.name))
    turned = [fitting[(n + turn) % len(fitting)] for n in range(len(fitting))]
    if not isinstance(key, peewee.AutoField):
        return turned[0]
    # What "%" would give; to peewee that is LIKE
    left_over = key - (key / len(turned)) * len(turned)
    chosen = peewee.Case(
        left_over, [(n, peewee.Value(word)) for n, word in enumerate(turned)]
    )
    return chosen.concat(" ").concat(key.cast("TEXT")) if alone else chosen


def _fill_json(noun, field) -> None:
    """Texts within: whatever has a blank in it is nobody's key or word of a list."""
    for n, (id, before) in enumerate(
        noun.select(noun._meta.primary_key, field).tuples()
    ):
        after = _with_canaries(before, n)
        if after != before:
            noun.update({field: after}).where(noun._meta.primary_key == id).execute()


def _with_canaries(value, n: int):
    if isinstance(value, dict):
        return {
            name: _with_canaries(one, n + turn)
            for turn, (name, one) in enumerate(value.items())
        }
    if isinstance(value, list):
        return [_with_canaries(one, n + turn) for turn, one in enumerate(value)]
    return (
        CANARIES[n % len(CANARIES)]
        if isinstance(value, str) and " " in value and "%(" not in value
        else value
    )


def _let_change(database: peewee.Database) -> None:
    """What is signed stays as it is; within a transaction that is rolled back it need not."""
    for noun in MODELS:
        table = noun._meta.table_name
        if issubclass(noun, AppendOnly) and db.is_sqlite():
            for act in ("update", "delete"):
                database.execute_sql(f'DROP TRIGGER "{table}_stays_on_{act}"')
        elif issubclass(noun, AppendOnly):
            database.execute_sql(
                f'ALTER TABLE "{table}" DISABLE TRIGGER "{table}_stays"'
            )


class Page(HTMLParser):
    """What a page is made of: anything that a canary made, and its text as one reads it."""

    def __init__(self, html: str):
        super().__init__(convert_charrefs=True)
        self.made = []
        self.pieces = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        if MARK in tag or any(MARK in name or name.startswith("on") for name in names):
            self.made.append((tag, attrs))
        if tag == "plaintext" or (tag == "meta" and "http-equiv" in names):
            self.made.append((tag, attrs))
        self.pieces += [value for name, value in attrs if value and MARK in value]

    def handle_data(self, data):
        self.pieces.append(data)

    def handle_comment(self, data):
        if MARK in data:
            self.made.append(("comment", data))


def amiss(html: str, page: Page | None = None) -> list[str]:
    """What is wrong with a page on which canaries may stand; `page` is what it is made
    of, where that is known.
    """
    page = page or Page(html)
    found = [f"made {made}" for made in page.made]
    found += [
        f"escaped twice: {part}"
        for part in re.findall(r"&amp;(?:lt|gt|#34|#39|quot|amp);.{20}", html)[:3]
    ]
    found += ["a sum was worked out"] if WORKED_OUT in html else []
    found += [f"formatted: {part}" for part in re.findall(r"100 %% ?" + MARK, html)]
    return found


def told(page: Page) -> str:
    """What can be read on a page, in attributes, too."""
    return "\n".join(page.pieces)
