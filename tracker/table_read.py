"""Which tables a piece of work reads, as the texts of its statements tell.

What is made from the database stays right until one of these is written, so nobody has
to name them. A table without a token (see `table_revision`), or a text that cannot be
read, makes it unsure, and then nothing is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

import peewee

# Tables that something is kept from. A write into any other costs nothing.
REVISED = frozenset(
    "accepted_answer amendment amplification assumption backing bookmark breach_report builds_on"
    " business_case case_signature case_version change circle_answer citation clause"
    " co_author co_author_invitation comment commitment concern conclusion document"
    " endorsement evidence expected_fear experiment experiment_clause experiment_question"
    " fear_action fear_batch follow form_submission guess_count guideline implementation"
    " lesson link local_result mention metric metric_reading notice open_question person picture"
    " platform platform_alias proposal proposal_decision pulse question question_answer"
    " question_asker reopening retirement reuse safe_conduct safe_conduct_signature"
    " second_unit_wish setting settlement shared_lesson stakeholder stakeholder_platform"
    " strategy_signature strategy_text summary summary_signature synonym tag tagging"
    " touchpoint trial unit".split()
)
# What a query reads from: tables, what it names itself, what a function gives
READ = re.compile(r"\b(?:FROM|JOIN)\s+\"?(\w+)", re.IGNORECASE)
NAMED_HERE = re.compile(r'"(\w+)" (?:\([^()]*\) )?AS \(', re.IGNORECASE)
QUOTED = re.compile(r'(?<!\.)"(\w+)"')  # no column: those have their table before them
FUNCTIONS = frozenset({"json_each", "json_array_elements_text"})
# What differs from time to time, and rows that are locked to be written
UNSURE = re.compile(
    r"\b(?:CURRENT_\w+|NOW\(|RANDOM\(|FOR UPDATE|FOR SHARE)", re.IGNORECASE
)
QUERY = re.compile(r"\s*(?:SELECT|WITH)\b", re.IGNORECASE)


class Reads:
    """The tables that were read.

    Attributes:
        is_sure: Whether each of them has a token, so that a change would be noticed.
    """

    def __init__(self) -> None:
        self.tables: set[str] = set()
        self.is_sure = True

    def add(self, tables: Iterable[str] | None) -> None:
        """Add what was read; None for something of which nobody knows."""
        if tables is None:
            self.is_sure = False
        else:
            self.tables.update(tables)


reads: ContextVar[Reads | None] = ContextVar("reads", default=None)


@contextmanager
def noted_reads() -> Iterator[Reads]:
    """The tables that the block reads, noted for whoever notes around it, too."""
    around = reads.get()
    ours = Reads()
    token = reads.set(ours)
    try:
        yield ours
    finally:
        reads.reset(token)
        if around is not None:
            around.add(ours.tables)
            around.is_sure = around.is_sure and ours.is_sure


@contextmanager
def noted_as(tables: Iterable[str]) -> Iterator[None]:
    """Note these tables for the block, whatever it reads: it follows each write into them
    by itself.
    """
    token = reads.set(None)
    try:
        yield
    finally:
        reads.reset(token)
    note_tables(tables)


def note_read(sql: str) -> None:
    """Note what a statement reads, if somebody wants to know."""
    ours = reads.get()
    if ours is not None and QUERY.match(sql):
        ours.add(tables_read(sql))


def note_tables(tables: Iterable[str]) -> None:
    """Note the tables behind something that is kept and was not read again."""
    if (ours := reads.get()) is not None:
        ours.add(tables)


@lru_cache(maxsize=2000)
def tables_read(sql: str) -> frozenset[str] | None:
    """The tables that a query reads, if each has a token; None if one has none.

    A column that is called like a table counts as one: that costs a question at most.
    """
    read = set(READ.findall(sql)) - set(NAMED_HERE.findall(sql)) - FUNCTIONS
    quoted = set(QUOTED.findall(sql))
    if UNSURE.search(sql) or not REVISED.issuperset(read):
        return None
    if not REVISED.issuperset(quoted & table_names()):
        return None
    return frozenset(read) | (quoted & REVISED)


@lru_cache(maxsize=1)
def table_names() -> frozenset[str]:
    """The tables of all models."""
    return frozenset(model._meta.table_name for model in all_models())


def all_models() -> list[type[peewee.Model]]:
    """The models of all tables."""
    found = []
    waiting = peewee.Model.__subclasses__()
    while waiting:
        model = waiting.pop()
        waiting += model.__subclasses__()
        found.append(model)
    return found
