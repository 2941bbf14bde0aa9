"""A form changes what its fields say and nothing beside: role, author, version, unit
and every other column posted with it are nothing to it.
"""

import random
import re
from functools import cache
from urllib.parse import urlencode

import peewee
import pytest

from tests.web.hostile import Attacker, Sent
from tracker.schema import MODELS

CHANCE = {
    "token_hash",
    "password_hash",
    "secret",
    "key",
    "digest",
    "level",
    "request",
}  # new in every answer, or grown with time
# Fields of a form that its page does not always show, though every sender of the form
# may fill them in.
FIELDS = {
    "*": {"next", "csrf_token"},
    "/guidelines/questions": {"named"},  # a box that nobody has ticked
    "/questions": {"named"},  # the same
    "/strategy/edit": {"why"},  # asked from the second version on
    "/safe-conduct/edit": {"why"},  # the same
    "/lessons/1/amplifications": {"word"},  # the one tap sends none
    # a lesson's page sends the one to the same, a short answer leaves out the other
    "/experiments/1/comments": {"about_lesson", "asks"},
}


@pytest.mark.usefixtures("on_sqlite")
def test_columns_sent_along_change_nothing(app, cast, rows, request):
    """It is decided before any database is asked."""
    thorough = request.config.getoption("--faults")
    attacker = Attacker(app, cast, every=1 if thorough else 4)
    tried = 0
    taken = 0
    wrong = []
    more = columns(cast)
    before = everything()
    pages = random.Random(7).sample(attacker.pages, len(attacker.pages))
    everybody = ("author", "facilitator", "leader", "admin")
    for n, who in enumerate(everybody):
        mine = pages
        if not thorough:  # each page as one of them
            mine = pages[n :: len(everybody)]
        for form in attacker.forms(who, mine):
            if form.method != "post" or form.action.endswith("/logout"):
                continue
            allowed = {*form.fields, *FIELDS["*"], *FIELDS.get(form.action, ())}
            beside = {
                name: value for name, value in more.items() if name not in allowed
            }
            full = urlencode({**form.fields, **beside}).encode()
            stuffed, status = outcome(
                attacker, rows, Sent(who, "POST", form.action, data=full)
            )
            tried = tried + 1
            taken = taken + (status in (302, 303))
            if stuffed == before:
                continue
            plain, _ = outcome(
                attacker,
                rows,
                Sent(who, "POST", form.action, data=urlencode(form.fields).encode()),
            )
            wrong += [
                (who, form.action, *line) for line in beyond(stuffed, before, plain)
            ]
    assert taken > 3, "nothing is written by forms that are all refused"
    print(
        f"\n{tried} forms, {taken} of them taken, each with up to {len(more)} columns beside its"
        " fields"
    )
    assert not wrong, "\n".join(map(str, wrong[:20]))


def columns(cast) -> dict[str, str]:
    """Every column there is, by the name a model knows it by and by its own, with a
    value that would do harm.
    """
    found = {}
    for noun in MODELS:
        for field in noun._meta.sorted_fields:
            value = harmful(field, cast)
            found |= {field.name: value, field.column_name: value}
    return found


def harmful(field: peewee.Field, cast) -> str:
    words = getattr(field, "enum", None) or getattr(field, "enum_class", None)
    if words is not None:
        return list(words)[-1].value
    match field:
        case peewee.ForeignKeyField():
            return str(cast.eva.id)
        case peewee.BooleanField():
            return "y"
        case peewee.DateTimeField() | peewee.DateField():
            return "2020-02-02"
        case peewee.IntegerField() | peewee.FloatField() | peewee.AutoField():
            return "5"
    return "admin" if field.name == "role" else "zqx7"


def outcome(attacker: Attacker, rows, sent: Sent) -> tuple[dict, int]:
    """What stands in every table after this was sent; it is then undone."""
    with rows.atomic() as step:
        answer = attacker.send(sent)
        status = answer.status_code
        answer.close()
        told = everything()
        step.rollback(begin=False)
    return told, status


def everything() -> dict[type[peewee.Model], set[tuple]]:
    """Every row of every table, as it stands there: to make rows of them all would take
    most of the time.
    """
    return {
        noun: set(noun._meta.database.execute_sql(shown(noun)[0]).fetchall())
        for noun in MODELS
    }


@cache
def shown(noun) -> tuple[str, list[tuple[str, bool]]]:
    """How a table is read, and its columns, with whether they tell a moment."""
    fields = [field for field in noun._meta.sorted_fields if field.name not in CHANCE]
    sql, _ = noun.select(*fields).sql()
    return sql, [
        (field.name, isinstance(field, peewee.DateTimeField)) for field in fields
    ]


def said(noun, rows: set[tuple]) -> set[str]:
    """Rows without their moments, and without the public ids, which chance gives."""
    _, columns = shown(noun)
    found = set()
    for row in rows:
        told = {
            name: bool(value) if is_moment else value
            for (name, is_moment), value in zip(columns, row, strict=True)
        }
        found.add(re.sub(r"\d{12,}", "#", str(told)))
    return found


def beyond(stuffed: dict, before: dict, plain: dict) -> list[tuple]:
    """Rows that stand there only because of what was sent along.

    A form that was refused for it has none.
    """
    found = {}
    for noun, rows in stuffed.items():
        if new := rows - before[noun] - plain[noun]:
            found[noun] = said(noun, new) - said(noun, before[noun] | plain[noun])
    return [(noun.__name__, sorted(rows)[:2]) for noun, rows in found.items() if rows]
