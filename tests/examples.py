"""How many examples a test of a property tries: by default just so many that the fault
which it is about is found, with ``--faults`` a multiple of that. And a test of many
small things.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers

from tracker import db
from tracker.cache import copied

# Set from the command line before the tests are read
thorough = False
# A machine that does much else makes examples slowly
BUSY = (HealthCheck.too_slow,)
settings.register_profile("few", max_examples=30, suppress_health_check=BUSY)
settings.register_profile("many", suppress_health_check=BUSY)


def choose(many: bool) -> None:
    """Try few examples or many, also where a test names no number."""
    global thorough
    thorough = many
    settings.load_profile("many" if many else "few")
    if not many:
        # Reading the constants out of every module takes each worker seconds, and of so
        # few examples hardly one has any of them
        providers._get_local_constants = lambda: providers._local_constants


def tries(few: int, many: int, deadline: int | None = None) -> settings:
    """The settings of a test of a property.

    Args:
        few: Examples by default.
        many: Examples with ``--faults``.
        deadline: Milliseconds that one example may take; None if it does not matter.
    """
    number = few
    if thorough:
        number = many
    return settings(
        max_examples=number,
        deadline=deadline,
        suppress_health_check=[HealthCheck.function_scoped_fixture, *BUSY],
    )


def for_each(things: Iterable, name: Callable[[object], str] = str) -> Callable:
    """Hold a check for each of many small things, in one test: a hundred tests would
    cost more than what they check.

    Args:
        name: What a failure calls the thing that it is about.
    """

    def over(check: Callable[[object], None]) -> Callable[[], None]:
        def test() -> None:
            for thing in things:
                try:
                    check(thing)
                except BaseException as error:
                    error.add_note(f"for {name(thing):.300}")
                    raise

        # Not by `functools.wraps`: pytest would take the thing for a fixture
        test.__name__ = check.__name__
        test.__doc__ = check.__doc__
        return test

    return over


def for_each_case(names: str | tuple[str, ...], cases: Iterable) -> Callable:
    """As `pytest.mark.parametrize`, in one test: for many small cases of a check.

    Where it asks for the database, what one case wrote is rolled back before the next
    one, which has the cast anew; what it patched is put back as well. Its other fixtures
    are shared by all cases.
    """
    several = not isinstance(names, str) or "," in names
    given = names.split(",") if isinstance(names, str) else names
    given = [name.strip() for name in given]
    cases = list(cases)  # a test may run on both databases
    assert cases, "a test without a case holds nothing"

    def over(check: Callable) -> Callable:
        asked = inspect.signature(check)

        def test(**fixtures) -> None:
            for case in cases:
                values = dict(zip(given, case if several else [case], strict=True))
                try:
                    with _undone(), _put_back(fixtures.get("monkeypatch")) as patch:
                        if "cast" in fixtures:
                            values["cast"] = copied(fixtures["cast"])
                        if patch:
                            values["monkeypatch"] = patch
                        check(**{**fixtures, **values})
                except BaseException as error:
                    error.add_note(f"for {case!r:.300}")
                    raise

        test.__name__ = check.__name__
        test.__doc__ = check.__doc__
        test.__dict__.update(check.__dict__)  # its marks
        fixtures = [one for name, one in asked.parameters.items() if name not in given]
        test.__signature__ = asked.replace(parameters=fixtures)
        return test

    return over


@contextmanager
def _undone() -> Iterator[None]:
    """What is written in between is taken back, if the test has a transaction."""
    if not db.database.obj or not db.database.in_transaction():
        yield
        return
    with db.database.atomic() as step:
        yield
        step.rollback(begin=False)


def _put_back(monkeypatch: pytest.MonkeyPatch | None):
    """What is patched in between is put back, if the test patches anything."""
    return monkeypatch.context() if monkeypatch else nullcontext()
