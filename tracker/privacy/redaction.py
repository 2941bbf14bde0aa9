"""Redacts a person's name and address in texts, histories and jobs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial, reduce
from itertools import groupby
from operator import itemgetter

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
    indexed = rows_that_may_name(Experiment, [Experiment.words], spellings)
    in_words = _words_redacted(spellings)
    for noun, fields in text_fields_by_model():
        redact = dict.fromkeys(fields, spellings.redact)
        redact.pop(Experiment.words, None)
        if Question.words in redact:
            redact[Question.words] = in_words
        _rewrite(noun, redact, spellings)
    for row in indexed:
        Experiment.get_by_id(row.id).index()
    tidy_vocabulary()
    for noun, fields in _by_model(_structures()):
        in_structures = partial(_redacted_in, spellings=spellings)
        _rewrite(noun, dict.fromkeys(fields, in_structures), spellings)


def _rewrite(
    noun: type, redact: dict[peewee.Field, Callable], spellings: NameSpellings
) -> None:
    """Redact the values of columns, each by what is said of it."""
    for row in rows_that_may_name(noun, list(redact), spellings):
        changed = {}
        for field, redact_value in redact.items():
            value = getattr(row, field.name)
            if value is not None and (redacted := redact_value(value)) != value:
                changed[field] = redacted
        if changed:
            own = noun._meta.primary_key == row._pk
            noun.update(changed).where(own).execute()


def rows_that_may_name(
    noun: type, fields: list[peewee.Field], spellings: NameSpellings
) -> list:
    """Rows in which the person may be named in one of the fields, by a part of the name
    or address that both databases find in any case.

    A field may be empty (None) in a row that another one let in.
    """
    rows = noun.select(noun._meta.primary_key, *fields)
    if spellings.search_parts:
        texts = [field.cast("TEXT") for field in fields]
        parts = spellings.search_parts
        rows = rows.where(
            _any([text.contains(part) for text in texts for part in parts])
        )
    return list(rows)


def _any(conditions: list[peewee.Expression]) -> peewee.Expression:
    """One of the conditions, each half in its own brackets: Peewee calls itself for each
    level, which Python allows some hundred times, and a long name in many fields has more.
    """
    if len(conditions) == 1:
        return conditions[0]
    half = len(conditions) // 2
    return _any(conditions[:half]) | _any(conditions[half:])


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


def text_fields_by_model() -> Iterator[tuple[type, list[peewee.Field]]]:
    """Each model with the fields that `text_fields` gives of it."""
    return _by_model(text_fields())


def _by_model(pairs: Iterator[tuple]) -> Iterator[tuple[type, list[peewee.Field]]]:
    for noun, of_model in groupby(pairs, key=itemgetter(0)):
        yield noun, [field for _, field in of_model]


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
