"""The pulse is anonymous for real: what `attacks.py` finds in the database after
closing; and that it finds it without the protection.
"""

import random
import secrets

import pytest

from tests.cast import NOW
from tests.readiness import attacks
from tests.readiness.pulse_factories import crowd, opened, own_answers
from tracker.accounts.models import Unit
from tracker.db import database, is_sqlite
from tracker.fears.models import ExpectedFear
from tracker.readiness import finalise
from tracker.readiness.enums import LeaderFear
from tracker.readiness.models import FreeText, OpenResponse, Pulse, free_text
from tracker.readiness.models import open_response as open_tables
from tracker.readiness.models.anonymous_response import ASKED
from tracker.readiness.models.score import LEADERS, MEASURES
from tracker.schema import MODELS

SIZES = (4, 5, 6, 9)
FEW = (4, 9)  # too few to be shown, and all


@pytest.fixture
def crew(product):
    """Nine people in one unit, to be invited with the cast."""
    with database.connection_context():
        yield crowd(Unit.named("Havnen"), 9)


def answer(people) -> tuple[list[str], list[str]]:
    """People answer, one after another, each in a transaction; keys and texts in that order."""
    keys = []
    texts = []
    for number, person in enumerate(people):
        before = {sheet.key for sheet in OpenResponse.select(OpenResponse.key)}
        texts.append(f"skrevet af nummer {number}, {secrets.token_hex(8)}")
        OpenResponse.submit(person, own_answers(number), texts[-1])
        keys += [
            sheet.key
            for sheet in OpenResponse.select(OpenResponse.key)
            if sheet.key not in before
        ]
    return keys, texts


def order_of(pulse: Pulse, texts: list[str]) -> list[str]:
    """Keys of the free texts in the order in which their people answered: what an
    attacker would like to know.
    """
    by_text = {row.text: row.key for row in pulse.free_texts}
    return [by_text[text] for text in texts if text in by_text]


def close(pulse: Pulse) -> None:
    pulse.close(at=NOW)
    finalise.finalise(pulse.id)


@pytest.mark.both_databases("readiness.models.anonymous_response", "readiness.finalise")
def test_after_closing_nothing_links_an_answer_to_a_person(product, crew, pytestconfig):
    """Rounds of 4 to 9 answers, one after another in one database."""
    for size in SIZES * 15 if pytestconfig.getoption("--faults") else FEW:
        if size == SIZES[0]:
            # The sheets of one page lie as they were written, so that an attacker could hope
            Pulse.delete().execute()
        people = random.sample(crew, size)
        pulse = opened(product.cast.frida)
        attacks.look_at_sizes()
        keys, texts = answer(people)
        attacks.look_at_sizes()
        close(pulse)
        handed_in = order_of(pulse, texts)
        assert len(handed_in) == (size if size >= 5 else 0)
        left = attacks.left_behind([*keys, *texts])
        assert left == (set(texts) if size >= 5 else set()), (
            "no key of an open sheet stands in any file"
        )
        assert not attacks.samples(), (
            "nothing that the planner noted of the open tables is left"
        )
        for attack, found in attacks.readings("free_text").items():
            found = [key for key in found if key in handed_in]
            assert found in (
                sorted(found),
                sorted(found)[::-1],
            ), f"{attack}: an order of keys by chance, and of nothing else"
        assert len(attacks.transactions("free_text", pulse)) <= 1


def test_after_closing_no_table_holds_a_sheet(product, crew):
    """Only tables of an open round have a column for an answer, and they are empty; what
    is left of nine sheets is one row of sums.
    """
    asked = {word.value for word in (*ASKED, *LeaderFear)}
    pulse = opened(product.cast.frida)
    answer(crew)
    close(pulse)
    # What an author says of an own attempt is no sheet, and says so
    holding = [
        noun
        for noun in MODELS
        if asked & set(noun._meta.columns) and noun is not ExpectedFear
    ]
    assert {noun.__name__ for noun in holding} == {"OpenResponse", "OpenLeaderResponse"}
    assert not any(noun.select().exists() for noun in open_tables.OPENED)
    pairs = [
        name
        for name, groups in pulse.showed.items()
        if name not in {*MEASURES, *LEADERS, "all", "spread"}
    ]
    assert not pairs, "no figure is about two answers of one person"


def test_no_column_holds_a_time_or_a_person():
    open_kinds = (OpenResponse, open_tables.OpenFreeText)
    for noun in (*open_kinds, open_tables.OpenLeaderResponse, FreeText):
        kinds = {
            name: type(field).__name__ for name, field in noun._meta.fields.items()
        }
        assert set(kinds.values()) <= {
            "CheckedCharField",
            "SmallIntegerField",
            "IntegerField",
            "ForeignKeyField",
        }
        assert {field.rel_model.__name__ for field in noun._meta.refs} <= {
            "Pulse",
        }


def test_answering_writes_into_no_other_table(product, crew):
    """A page is asked for and sent, as a browser would; the session was seen a moment ago."""
    opened(product.cast.frida)
    anna = product.cast.browser(product, crew[0])
    anna.get("/readiness/pulse")
    before = attacks.everything()
    assert (
        anna.post(
            "/readiness/pulse",
            data={name: str(point) for name, point in own_answers(3).items()},
        ).status_code
        == 303
    )
    after = attacks.everything()
    changed = {table for table in before if before[table] != after[table]}
    assert changed == {"invitation", "open_response"}
    assert (
        len(before["invitation"] - after["invitation"])
        == len(after["open_response"])
        == 1
    )


@pytest.mark.both_databases("readiness.models.anonymous_response", "readiness.finalise")
def test_each_attack_succeeds_where_its_protection_is_taken_out(
    product, crew, monkeypatch
):
    pulse = opened(product.cast.frida)
    keys, texts = answer(crew)
    if is_sqlite():
        database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    found = attacks.readings("open_response")[
        "place in the file" if is_sqlite() else "xmin"
    ]
    assert attacks.linked(found, keys) == 9, (
        "while it is open the files tell, and so says the promise"
    )

    with monkeypatch.context() as unshuffled:
        unshuffled.setattr(free_text, "with_random_keys", lambda rows: rows)
        close(pulse)
    keys = order_of(pulse, texts)
    if not is_sqlite():  # where SQLite has no other order than that of the keys
        assert [
            attacks.linked(attacks.readings("free_text")[attack], keys)
            for attack in ("ctid", "dump")
        ] == [9, 9]

    pulse = opened(product.cast.frida)
    keys = answer(crew)[0]
    with monkeypatch.context() as merely_deleted:
        merely_deleted.setattr("tracker.readiness.models.pulse.empty", merely_delete)
        close(pulse)
    assert len(attacks.left_behind(keys)) == 9, (
        "what is deleted and not overwritten is there"
    )

    pulse = opened(product.cast.frida)
    keys = answer(crew)[0]
    pulse.close(at=NOW)
    assert len(attacks.left_behind(keys)) == (9 if is_sqlite() else 0), (
        "SQLite's journal has it until it is truncated"
    )
    finalise.finalise(pulse.id)
    assert not attacks.left_behind(keys)


def merely_delete():
    if is_sqlite():
        database.execute_sql("PRAGMA secure_delete=0")
    for noun in open_tables.OPENED:
        noun.delete().execute()
    if is_sqlite():
        database.execute_sql("PRAGMA secure_delete=1")
