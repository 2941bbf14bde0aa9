"""How many examples a test of a property tries: by default just so many that the fault
which it is about is found, with ``--faults`` a multiple of that. And a test of many
small things.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable

from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers

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
    """As `pytest.mark.parametrize`, in one test: for many small cases of a check that
    asks for no fixtures.
    """
    several = not isinstance(names, str) or "," in names

    def over(check: Callable) -> Callable[[], None]:
        def test() -> None:
            for case in cases:
                try:
                    check(*case) if several else check(case)
                except BaseException as error:
                    error.add_note(f"for {case!r:.300}")
                    raise

        test.__name__ = check.__name__
        test.__doc__ = check.__doc__
        return test

    return over


def for_each_afresh(names: str | tuple[str, ...], cases: Iterable) -> Callable:
    """As `pytest.mark.parametrize`, in one test: each case finds the rows as the test
    found them, and a cast of its own.
    """
    named = names.split(",") if isinstance(names, str) else names
    named = [name.strip() for name in named]

    def over(check: Callable) -> Callable:
        # Not before the product may be imported
        from tracker.cache import copied

        def test(rows, **fixtures) -> None:
            if "rows" in fixtures_of_check:
                fixtures["rows"] = rows
            for case in cases:
                own = {"cast": copied(fixtures["cast"])} if "cast" in fixtures else {}
                values = zip(named, case if len(named) > 1 else [case], strict=True)
                try:
                    with rows.atomic() as step:
                        check(**fixtures | own, **dict(values))
                        step.rollback(begin=False)
                except BaseException as error:
                    error.add_note(f"for {case!r:.300}")
                    raise

        fixtures_of_check = [
            name for name in inspect.signature(check).parameters if name not in named
        ]
        asked = dict.fromkeys(["rows", *fixtures_of_check])
        kind = inspect.Parameter.KEYWORD_ONLY
        test.__signature__ = inspect.Signature(
            [inspect.Parameter(name, kind) for name in asked]
        )
        test.__name__ = check.__name__
        test.__doc__ = check.__doc__
        return test

    return over
