"""The demo's strategy: a first version that promised too much, and the second, which two
leaders signed.
"""

from __future__ import annotations

from dataclasses import dataclass

from tracker import toml
from tracker.demo import TEXTS
from tracker.demo.context import Context
from tracker.demo.organisation import PersonKey
from tracker.strategy.models import StrategySignature, StrategyText


@dataclass(frozen=True, kw_only=True)
class Signature:
    """Who signed, and when."""

    by: PersonKey
    days_ago: int


@dataclass(frozen=True, kw_only=True)
class Version:
    """One version of the text, and the reason for the new version."""

    by: PersonKey
    days_ago: int
    text: str
    why: str = ""
    signatures: tuple[Signature, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Strategy:
    versions: tuple[Version, ...]


def seed_strategy(demo: Context) -> None:
    """Plan to write it, find out that it promised too much, and write it again."""
    strategy = toml.read(TEXTS / "strategy.toml", Strategy)
    for number, version in enumerate(strategy.versions):
        demo.plan(demo.at(version.days_ago), _write, demo, version, number)
        for signature in version.signatures:
            demo.plan(demo.at(signature.days_ago), _sign, demo, signature)


def _write(demo: Context, version: Version, after: int) -> None:
    StrategyText.write(
        text=version.text,
        why=version.why,
        after=after,
        by=demo.people[version.by],
        at=demo.at(version.days_ago),
    )


def _sign(demo: Context, signature: Signature) -> None:
    """Sign the version that is the newest on that day."""
    newest = StrategyText.select().order_by(StrategyText.id.desc()).first()
    by = demo.people[signature.by]
    StrategySignature.sign(newest, by=by, at=demo.at(signature.days_ago))
