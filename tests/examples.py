"""How many examples a test of a property tries.

By default just so many that the fault which it is about is found; with ``--faults`` a
multiple of that.
"""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# Set from the command line before the tests are read
thorough = False
settings.register_profile("few", max_examples=30)


def choose(many: bool) -> None:
    """Try few examples or many, also where a test names no number."""
    global thorough
    thorough = many
    settings.load_profile("default" if many else "few")


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
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
