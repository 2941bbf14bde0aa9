"""Retention of nightly backups: one of each of seven days, one of each of four weeks before."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from pathlib import Path

DAYS = 7
WEEKS = 4
NAMED = re.compile(r"forsoeg-(\d{4}-\d\d-\d\d)\.tar\.gz")


def named(folder: Path, day: dt.date) -> Path:
    """The file of one night's backup."""
    return folder / f"forsoeg-{day}.tar.gz"


def nights(folder: Path) -> dict[dt.date, Path]:
    """Day to backup, of those that were taken by night."""
    backups = {}
    if folder.is_dir():
        for path in folder.iterdir():
            if match := NAMED.fullmatch(path.name):
                backups[dt.date.fromisoformat(match[1])] = path
    return backups


def kept(days: Iterable[dt.date], on: dt.date = dt.date.max) -> set[dt.date]:
    """Which days' backups are kept: the newest seven, and the newest of each of the
    four newest weeks before those.

    Counted in backups, not from today: an installation that stood still for a year
    loses none by starting again. Those of days after `on`, made while the clock ran
    ahead, are kept beside them: they must not push out what is made now.
    """
    days = set(days)
    ahead = {day for day in days if day > on}
    newest = sorted(days - ahead, reverse=True)
    weeks: dict[tuple[int, int], dt.date] = {}
    for day in newest[DAYS:]:
        weeks.setdefault(day.isocalendar()[:2], day)
    newest_of_weeks = list(weeks.values())[:WEEKS]
    return ahead.union(newest[:DAYS], newest_of_weeks)


def rotate(folder: Path, on: dt.date = dt.date.max) -> list[Path]:
    """Remove the backups that are not kept. Returns which those were."""
    by_day = nights(folder)
    gone = [by_day[day] for day in sorted(set(by_day) - kept(by_day, on))]
    for path in gone:
        path.unlink(missing_ok=True)
    return gone
