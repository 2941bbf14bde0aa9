"""A name that stands in any text of any noun goes with the person; only what somebody
signed or declared in public stays as it was signed.
"""

from __future__ import annotations

import peewee

from tests.cast import NOW
from tests.privacy.test_erasure import CANARIES, canary, config
from tests.web.canaries import _let_change, _tried, texts
from tests.web.wordy import everything
from tracker import db
from tracker.accounts.models import Person
from tracker.jobs.models import Job
from tracker.privacy.erasure import erase
from tracker.privacy.names import NameSpellings
from tracker.privacy.redaction import rows_that_may_name, text_fields_by_model
from tracker.schema import MODELS
from tracker.search import normalised

__all__ = ["canary", "config"]
NAMED = (
    f"Spørg {CANARIES['name']} om det",
    f"Skriv til {CANARIES['email']}",
    "KANARIEFUGL  åbenbart øst ved det",
)
TRACES = ("kanarie", "åbenbart", "\\u00e5benbart")
# Written once and never changed: a leader's signature and word
SIGNED = {"breach_count", "safe_conduct", "strategy_text", "summary_signature"}


def test_no_text_of_any_noun_keeps_the_name(product, config, canary, request):
    """By default in so many rows of each noun as there are ways to name them."""
    most = None if request.config.getoption("--faults") else len(NAMED)
    with db.database.connection_context():
        with db.database.atomic():
            everything(product.cast)
            _let_change(db.database)
            written = sum(_name_in(noun, most) for noun in MODELS if noun is not Person)
        assert written > (300 if most is None else 200)
        erase(canary, data=config.data, folder=config.files, at=NOW)
        left = {table for table in db.database.get_tables() if _tells(table)}
    assert left == SIGNED


def test_a_name_of_forty_words_is_looked_for_in_every_text(rows):
    """Python refuses to write some hundred conditions of which each is within the next."""
    words = [f"{one}{two}" for one in "abcdef" for two in "klmnopr"]
    spellings = NameSpellings(" ".join(words), "lang@alderso.dk", shared=False)
    noun, fields = max(text_fields_by_model(), key=lambda pair: len(pair[1]))
    assert len(spellings.search_parts) * len(fields) > 400
    assert rows_that_may_name(noun, fields, spellings), "two letters are in some text"


def _name_in(noun: type[peewee.Model], most: int | None) -> int:
    """Name the person in every text of a noun's rows. Returns how many took it.

    Args:
        most: How many rows, from the first; None for all of them.
    """
    key = noun._meta.primary_key
    named = 0
    columns = {field.name: field for of, field in texts() if of is noun}
    if noun.__name__ == "Setting":
        return 0
    for turn, (id,) in enumerate(list(noun.select(key).limit(most).tuples())):
        text = NAMED[turn % len(NAMED)]
        values = {
            field: f"{text} {turn}"
            for field in columns.values()
            if (getattr(field, "max_length", None) or 1000) > len(text) + 4
        }
        if noun.__name__ in ("Question", "OpenQuestion"):
            values[noun.words] = normalised(text)
        if noun is not Job:
            for field in noun._meta.sorted_fields:
                if isinstance(field, peewee.JSONField):
                    values[field] = {"a": [text]}
        if not values:
            continue
        if _tried(db.database, noun.update(values).where(key == id)):
            named += len(values)
            continue
        for field, value in values.items():  # some of which the database refuses
            row = noun.update({field: value}).where(key == id)
            named += _tried(db.database, row)
    return named


def _tells(table: str) -> bool:
    rows = db.database.execute_sql(f'SELECT * FROM "{table}"').fetchall()
    told = " ".join(
        value.decode(errors="replace") if isinstance(value, bytes) else str(value)
        for row in rows
        for value in row
    ).casefold()
    return any(trace in told for trace in TRACES)
