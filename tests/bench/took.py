"""How long answers took, and a row of a table that tells it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass
class Took:
    """How long the answers of one kind took, in seconds."""

    name: str
    times: list[float] = field(default_factory=list)
    failed: int = 0

    @property
    def count(self) -> int:
        return len(self.times)

    def slowest(self, share: float) -> float:
        """Milliseconds that the slowest share waits at least."""
        if not self.times:
            return 0.0
        return 1000 * sorted(self.times)[int(len(self.times) * (1 - share))]


def together(name: str, kinds: Iterable[Took]) -> Took:
    """Several kinds as one."""
    every = Took(name)
    for took in kinds:
        every.times += took.times
        every.failed += took.failed
    return every


def tell(name: str, rate: float, share, goal, took: Took) -> bool:
    """Print a row. Returns whether it misses its goal."""
    told = f"{name:14}{rate:>10.0f}"
    if share is not None:
        told += f"{share:>10.3f}{goal:>8.2f}"
    else:
        told += f"{'':>18}"
    told += f"{took.slowest(0.05):>6.0f} ms{took.slowest(0.01):>6.0f} ms"
    if took.failed:
        told += f"   {took.failed} failed"
    print(told, flush=True)
    return bool(took.failed) or (share is not None and share < goal)
