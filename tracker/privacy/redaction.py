"""Redacts a person's name and address in texts, histories and jobs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import reduce
from operator import or_

import peewee

from tracker.accounts.models import Person, TokenBucket
from tracker.accounts.models.one_time_link import token_digest
from tracker.audit.models import AuditEvent
from tracker.db import AppendOnly, EnumCharField
from tracker.experiments.models import Experiment
from tracker.experiments.reindex import tidy_vocabulary
from tracker.guidelines.models import Question
from tracker.jobs.models import Job
from tracker.privacy.names import REDACTED, NameSpellings
from tracker.schema import MODELS
from tracker.search import normalised


def redact_jobs(spellings: NameSpellings) -> None:
    """Delete jobs that carry the address or the name, and rate limits of the address."""
    for queued_job in Job.select():
        said = json.dumps(queued_job.payload, ensure_ascii=False)
        if spellings.email in said or (
            queued_job.kind != "tell" and spellings.redact(said) != said
        ):
            queued_job.delete_instance()
        elif spellings.redact(queued_job.last_error) != queued_job.last_error:
            Job.update(last_error="").where(Job.id == queued_job.id).execute()
    TokenBucket.delete().where(
        TokenBucket.key.contains(token_digest(spellings.email))
    ).execute()


def redact_texts(spellings: NameSpellings) -> None:
    """Redact the full name and the address in all texts and in their search words."""
    found = []
    for noun, field in text_fields():
        if field is Experiment.words:
            found = rows_that_may_name(noun, field, spellings)
            continue
        redact = spellings.redact
        if field is Question.words:
            redact = _words_redacted(spellings)
        _rewrite(noun, field, spellings, redact)
    for row in found:
        Experiment.get_by_id(row.id).index()
    tidy_vocabulary()
    for noun, field in _structures():
        _rewrite(noun, field, spellings, lambda value: _redacted_in(value, spellings))


def _rewrite(
    noun: type, field: peewee.Field, spellings: NameSpellings, redact: Callable
) -> None:
    """Redact the values of a column."""
    for row in rows_that_may_name(noun, field, spellings):
        value = getattr(row, field.name)
        if (redacted := redact(value)) != value:
            noun.update({field: redacted}).where(
                noun._meta.primary_key == row._pk
            ).execute()


def rows_that_may_name(
    noun: type, field: peewee.Field, spellings: NameSpellings
) -> list:
    """Rows in which the person may be named, by a part of the name or address that both
    databases find in any case.
    """
    rows = noun.select(noun._meta.primary_key, field).where(field.is_null(False))
    if spellings.search_parts:
        text = field.cast("TEXT")
        rows = rows.where(
            reduce(or_, [text.contains(part) for part in spellings.search_parts])
        )
    return list(rows)


def _words_redacted(spellings: NameSpellings) -> Callable[[str], str]:
    """Takes the name and the address out of the words by which a text is found."""
    spelt = [spellings.email]
    if " " in spellings.name and not spellings.shared:
        spelt.append(spellings.name)
    spelt += [words.replace("-", " ") for words in spelt]
    forms = sorted({normalised(words) for words in spelt}, key=len, reverse=True)
    return lambda words: reduce(
        lambda text, form: text.replace(form, REDACTED), forms, words
    )


def _redacted_in(value, spellings: NameSpellings):
    """The same structure with every text in it redacted."""
    if isinstance(value, str):
        return spellings.redact(value)
    if isinstance(value, list):
        return [_redacted_in(part, spellings) for part in value]
    if isinstance(value, dict):
        return {
            spellings.redact(key): _redacted_in(part, spellings)
            for key, part in value.items()
        }
    return value


def text_fields() -> Iterator[tuple]:
    """Each model and field with a text that people type, without append-only models.

    Of people only what they write about themselves.
    """
    yield from (
        (Person, field) for field in (Person.title, Person.about, Person.answers_here)
    )
    for noun in _changeable():
        for field in noun._meta.sorted_fields:
            if isinstance(
                field, (peewee.CharField, peewee.TextField)
            ) and not isinstance(field, (peewee.FixedCharField, EnumCharField)):
                yield noun, field


def _structures() -> Iterator[tuple]:
    for noun in _changeable():
        for field in noun._meta.sorted_fields:
            if isinstance(field, peewee.JSONField) and noun is not Job:
                yield noun, field


def _changeable() -> Iterator[type]:
    return (
        noun
        for noun in MODELS
        if not issubclass(noun, (AppendOnly, AuditEvent, Person))
    )
