"""What was said, word for word, where somebody is told that it was said."""

from __future__ import annotations

from dataclasses import dataclass

import peewee
from peewee import JOIN

from tracker.accounts.models import Person, Unit
from tracker.comments.models import Comment
from tracker.comments.queries import names_in_all
from tracker.lessons.models import Reuse
from tracker.markdown import plain
from tracker.notifications.enums import NoticeKind
from tracker.notifications.models import Notice

LONGEST = 280
SHOWN = 3  # of a group
LOOKED_AT = 200
# In these somebody says something in words of their own
SPEAKING = (
    NoticeKind.comment,
    NoticeKind.question,
    NoticeKind.reply,
    NoticeKind.mention,
    NoticeKind.reuse,
    NoticeKind.followed,
)


@dataclass(frozen=True)
class Quote:
    """Words of somebody; `who` is "" where the page does not name them."""

    words: str
    who: str


def with_speakers(rows: peewee.ModelSelect) -> peewee.ModelSelect:
    """Notices joined with who acted, their unit, and what they said."""
    rows = rows.select(Notice, Person, Unit, Comment, Reuse)
    return (
        rows.join_from(Notice, Person, JOIN.LEFT_OUTER, on=Notice.by)
        .join_from(Person, Unit, JOIN.LEFT_OUTER)
        .join_from(Notice, Comment, JOIN.LEFT_OUTER)
        .join_from(Notice, Reuse, JOIN.LEFT_OUTER, on=Notice.reuse)
    )


def spoken(rows: list[Notice]) -> dict[int, str]:
    """Notice's id to the words, for those that have some; one query for all names.

    A comment that is hidden or removed has none.
    """
    comments = [row.comment for row in rows if row.comment_id]
    shown = [one for one in comments if not (one.hidden_at or one.removed_at)]
    names = names_in_all(shown)
    words = {one.id: excerpt(plain(one.body, names[one.id])) for one in shown}
    said = {row.id: row.reuse.note for row in rows if row.reuse_id}
    for row in rows:
        if row.comment_id in words:
            said[row.id] = words[row.comment_id]
    return said


def excerpt(text: str, most: int = LONGEST) -> str:
    """The beginning of a text in one line, shortened after a whole word."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    return line[:most].rpartition(" ")[0] + " …"
