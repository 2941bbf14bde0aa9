"""Whether a difference between two quarters is more than chance."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from tracker.dashboard.queries.result_types import Rate, Share

LEVEL = 0.05  # a difference that is rarer by chance is called a change
# Probabilities that are equal on paper differ by this in floating point
ROUNDING = 1e-7


def is_change(now: Share | Rate, before: Share | Rate) -> bool:
    """Whether two shares, or two rates, differ by more than chance."""
    if isinstance(now, Share):
        return fisher(now, before) < LEVEL
    return conditional(now, before) < LEVEL


def fisher(now: Share, before: Share) -> float:
    """Fisher's exact test, two-sided: how likely two shares differ at least so much by chance.

    With a of n now, b of m before, and k = a + b, the probability that exactly x of the k
    fall into n is C(n, x) · C(m, k − x) ÷ C(n + m, k). The result is the sum of these
    probabilities over all x that are at most as likely as a.
    """
    n = now.whole
    m = before.whole
    k = now.part + before.part
    total = _choose(n + m, k)
    possible = range(max(0, k - m), min(n, k) + 1)
    logs = {x: _choose(n, x) + _choose(m, k - x) - total for x in possible}
    return _at_most_as_likely(logs.values(), logs[now.part])


def conditional(now: Rate, before: Rate) -> float:
    """The conditional test of two Poisson rates: how likely they differ at least so much
    by chance.

    With a events now, b before, over exposures e and f (employee months), a of k = a + b
    is binomial with p = e ÷ (e + f). The result is the sum of the probabilities
    C(k, x) · p^x · (1 − p)^(k − x) over all x that are at most as likely as a. It is 1
    where a rate is zero, since its exposure is not known.
    """
    if not (now.value and before.value):
        return 1.0
    exposure = now.n / now.value
    other = before.n / before.value
    k = now.n + before.n
    p = exposure / (exposure + other)
    logs = list(_binomial(k, p))
    return _at_most_as_likely(logs, logs[now.n])


def counts_differ(more: int, fewer: int) -> bool:
    """Whether two counts of equally long times differ by more than chance.

    It is the conditional test with p = ½.
    """
    logs = list(_binomial(more + fewer, 0.5))
    return _at_most_as_likely(logs, logs[more]) < LEVEL


def _binomial(k: int, p: float) -> Iterator[float]:
    for x in range(k + 1):
        yield _choose(k, x) + x * math.log(p) + (k - x) * math.log1p(-p)


def _at_most_as_likely(logs: Iterable[float], found: float) -> float:
    return min(1.0, sum(math.exp(log) for log in logs if log <= found + ROUNDING))


def _choose(n: int, k: int) -> float:
    """The logarithm of C(n, k)."""
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
