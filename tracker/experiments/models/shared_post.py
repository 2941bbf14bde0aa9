"""What a phone shared with the product while nobody was signed in there."""

from __future__ import annotations

import base64
import datetime as dt
import secrets
from collections.abc import Sequence

import peewee

from tracker.accounts.models.one_time_link import token_digest
from tracker.db import BaseModel, UTCDateTimeField

KEPT_FOR = dt.timedelta(hours=1)
# At once, of everybody: it is taken from whoever comes by
MOST_KEPT = 20
LARGEST_KEPT = 12_000_000  # bytes of one share


class SharedPost(BaseModel):
    """A share that waits for its owner to sign in. It points to nobody.

    Attributes:
        given: The texts that were shared, by their names.
    """

    token_hash = peewee.FixedCharField(max_length=64, unique=True)
    given = peewee.JSONField()
    made_at = UTCDateTimeField(index=True)

    @classmethod
    def keep(
        cls, given: dict[str, str], pictures: Sequence[bytes], *, at: dt.datetime
    ) -> str | None:
        """Keep a share for an hour.

        Returns:
            The token by which it is found again; None where too many wait already.
        """
        cls.sweep(at)
        if cls.select().count() >= MOST_KEPT:
            return None
        token = secrets.token_urlsafe(24)
        with cls._meta.database.atomic():
            post = cls.create(token_hash=token_digest(token), given=given, made_at=at)
            for picture in pictures:
                content = base64.b64encode(picture).decode()
                SharedPicture.create(post=post, content=content)
        return token

    @classmethod
    def by_token(cls, token: str, at: dt.datetime) -> SharedPost | None:
        """The share of a token, unless its hour is over."""
        row = cls.get_or_none(cls.token_hash == token_digest(token))
        if row is None or row.made_at <= at - KEPT_FOR:
            return None
        return row

    @classmethod
    def sweep(cls, at: dt.datetime) -> int:
        """Remove those whose hour is over. Returns how many."""
        return cls.delete().where(cls.made_at <= at - KEPT_FOR).execute()

    def contents(self) -> list[bytes]:
        """The pictures, as they were sent."""
        rows = self.pictures.order_by(SharedPicture.id)
        return [base64.b64decode(row.content) for row in rows]


class SharedPicture(BaseModel):
    """A picture of a share, not yet looked into."""

    post = peewee.ForeignKeyField(SharedPost, backref="pictures", on_delete="CASCADE")
    content = peewee.TextField()
