"""Possible mentions of an erased person: shown to facilitators, and redacted by them."""

from __future__ import annotations

from dataclasses import dataclass

import peewee

from tracker.accounts.models import Person
from tracker.db import database
from tracker.experiments.models import Change, Experiment
from tracker.experiments.queries import is_visible
from tracker.privacy.models import PossibleMention, digest_of
from tracker.privacy.names import REDACTED, NameSpellings
from tracker.schema import MODELS

AROUND = 160  # characters shown on each side of the word


@dataclass(frozen=True)
class MentionInContext:
    """A possible mention with the text around it.

    Attributes:
        before: What stands before the word; cut at `AROUND` characters.
        word: The word that may be a name; empty when the text has been changed since.
        after: What stands after it.
        experiment: Where it stands; None for a text that belongs to no experiment.
    """

    mention: PossibleMention
    before: str
    word: str
    after: str
    experiment: Experiment | None


def possible_mentions(viewer: Person) -> peewee.ModelSelect:
    """Possible mentions in what the viewer may see, with their experiment."""
    return (
        PossibleMention.select(PossibleMention, Experiment)
        .join_from(PossibleMention, Experiment, peewee.JOIN.LEFT_OUTER)
        .where(PossibleMention.experiment.is_null() | is_visible(viewer))
    )


def in_context(mention: PossibleMention) -> MentionInContext:
    """The mention with the text around it, as the text is now."""
    text = _text_of(mention) or ""
    if mention.stands_in(text):
        before, word, after = mention.parts(text)
    else:
        before, word, after = text[:AROUND], "", ""
    experiment = None
    if mention.experiment_id:
        experiment = mention.experiment
    return MentionInContext(mention, _tail(before), word, _head(after), experiment)


def take_out(mention: PossibleMention) -> None:
    """Put `REDACTED` in place of the word, in its text, the words by which that is
    found, and the history; then forget the mention.

    A text that was changed meanwhile stays as it is.
    """
    with database.atomic():
        text = _text_of(mention)
        if text is not None and mention.stands_in(text):
            before, word, after = mention.parts(text)
            _write(mention, before + REDACTED + after)
            _take_out_of_history(mention, word)
            _move_others(mention, before + REDACTED + after, len(REDACTED) - len(word))
        mention.delete_instance()


def leave(mention: PossibleMention) -> None:
    """The word is about somebody else: forget the mention."""
    mention.delete_instance()


def _noun_of(mention: PossibleMention) -> type:
    return next(noun for noun in MODELS if noun._meta.table_name == mention.noun)


def _text_of(mention: PossibleMention) -> str | None:
    row = _noun_of(mention).get_or_none(mention.row)
    return row and getattr(row, mention.field)


def _write(mention: PossibleMention, text: str) -> None:
    noun = _noun_of(mention)
    noun.update({mention.field: text}).where(
        noun._meta.primary_key == mention.row
    ).execute()
    if mention.experiment_id:
        Experiment.get_by_id(mention.experiment_id).index()


def _take_out_of_history(mention: PossibleMention, word: str) -> None:
    """Old texts of the same experiment in which the word stands."""
    for change in Change.select().where(Change.experiment == mention.experiment_id):
        redacted = {
            name: [_without(word, text) for text in texts]
            for name, texts in change.changes.items()
        }
        if redacted != change.changes:
            Change.update(changes=redacted).where(Change.id == change.id).execute()


def _without(word: str, text):
    if not isinstance(text, str):
        return text
    for start, length in reversed(NameSpellings(word, "").possible_mentions(text)):
        text = text[:start] + REDACTED + text[start + length :]
    return text


def _move_others(mention: PossibleMention, text: str, by: int) -> None:
    """Other words in the same text still stand where they were, but for those behind
    the one that went.
    """
    same = (
        (PossibleMention.noun == mention.noun)
        & (PossibleMention.row == mention.row)
        & (PossibleMention.field == mention.field)
        & (PossibleMention.id != mention.id)
    )
    for other in PossibleMention.select().where(same).order_by(PossibleMention.start):
        start = other.start
        if start > mention.start:
            start += by
        PossibleMention.update(start=start, text_digest=digest_of(text)).where(
            PossibleMention.id == other.id
        ).execute()


def _tail(text: str) -> str:
    if len(text) <= AROUND:
        return text
    return REDACTED + text[-AROUND:]


def _head(text: str) -> str:
    if len(text) <= AROUND:
        return text
    return text[:AROUND] + REDACTED
