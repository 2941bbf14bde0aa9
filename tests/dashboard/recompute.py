"""Every measure again from the rows of a database alone, by the formulas of the docstrings:

``.venv/bin/python -m tests.dashboard.recompute postgresql://… | FILE.sqlite``

It reads tables with plain SELECTs, makes plain facts of them, and counts with the loops
of `reference_measures`. What it finds is held against what the dashboard says: for the
whole organisation, each unit and each platform, five quarters each. Exit 1 if a figure
differs.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections import defaultdict
from itertools import combinations

from tests.dashboard.comparison import Comparison
from tests.dashboard.random_histories import ZONE, History
from tests.dashboard.reference_measures import Slowly
from tracker.dashboard.queries import Period
from tracker.dashboard.queries.measures import measures
from tracker.db import connect_to, database
from tracker.experiments.models import Stage
from tracker.lessons.enums import (
    Decision,
    EvidenceDirection,
    ImplementationState,
    Outcome,
)
from tracker.quarters import Quarter
from tracker.stakeholders.models import Touchpoint
from tracker.stakeholders.queries import answer_times

DAYS = ("starts_on", "ends_on", "started_on", "review_on", "concluded_on")
MOMENTS = ("at", "published_at", "stated_at", "joined_at", "disabled_at", "removed_at")


def table(name: str) -> list[dict]:
    """The rows of a table, with days and moments as such."""
    cursor = database.execute_sql(f'SELECT * FROM "{name}"')
    names = [column[0] for column in cursor.description]
    return [
        {column: _read(column, value) for column, value in zip(names, row, strict=True)}
        for row in cursor.fetchall()
    ]


def _read(column: str, value):
    if column in MOMENTS and value is not None:
        if isinstance(value, str):
            value = dt.datetime.fromisoformat(value)
        return value.replace(tzinfo=dt.UTC)
    if column.endswith("_on") and isinstance(value, str):
        return dt.date.fromisoformat(value)
    return value


def history_of(today: dt.date) -> History:
    """All that the measures count, as plain facts."""
    people = [row | {"leads": row["role"] == "leader"} for row in table("person")]
    attempts = _attempts()
    by_id = {one["id"]: one for one in attempts}
    acts = _acts(by_id, {one["id"]: one for one in people})
    return History(people, attempts, acts, [], [], today)


def _attempts() -> list[dict]:
    together = defaultdict(list)
    for row in table("co_author"):
        together[row["experiment_id"]].append(row["person_id"])
    cards = {row["experiment_id"]: row for row in table("conclusion")}
    lessons = {row["experiment_id"]: row for row in table("lesson")}
    return [
        _attempt(row, together[row["id"]], cards.get(row["id"]), lessons.get(row["id"]))
        for row in table("experiment")
    ]


def _attempt(row: dict, together: list[int], card: dict | None, lesson: dict | None):
    one = dict(row)
    one["stage"] = Stage(row["stage"])
    one["withheld"] = bool(row["withheld"])
    one["afterwards"] = bool(row["criterion_afterwards"])
    one["imported"] = row["source"] is not None
    one["with_ids"] = together
    one["lesson"] = lesson is not None
    one["stated_at"] = lesson and lesson["stated_at"]
    for name in ("result", "could_tell", "concluded_on"):
        one[name] = card and card[name]
    for name in ("surprise", "reason"):
        one[name] = (card and card[name]) or ""
    one["outcome"] = card and card["outcome"] and Outcome(card["outcome"])
    one["decision"] = card and card["decision"] and Decision(card["decision"])
    return one


def _acts(attempts: dict[int, dict], people: dict[int, dict]) -> list[dict]:
    taught = {row["id"]: attempts[row["experiment_id"]] for row in table("lesson")}
    acts = [
        {"what": "reuse", "on": taught[row["lesson_id"]], "day": row["used_on"]} | row
        for row in table("reuse")
    ]
    for row in table("evidence"):
        more = {"what": "evidence", "on": taught[row["lesson_id"]]}
        more |= {"other": attempts[row["experiment_id"]], "person_id": row["by_id"]}
        acts.append(row | more | {"bearing": EvidenceDirection(row["bearing"])})
    for row in table("builds_on"):
        ends = {"on": attempts[row["parent_id"]], "other": attempts[row["child_id"]]}
        acts.append({"what": "descent"} | ends)
    for row in table("comment"):
        more = {"what": "comment", "on": attempts[row["experiment_id"]]}
        more |= {"leads": bool(row["by_leader"]), "removed": row["removed_at"]}
        acts.append(row | more)
    for row in table("endorsement"):
        on = attempts[row["experiment_id"]]
        acts.append(row | {"what": "endorsement", "on": on})
    for row in table("retirement"):
        acts.append(row | {"what": "retirement", "on": taught[row["lesson_id"]]})
    for row in table("amplification"):
        more = {"what": "carry", "on": taught[row["lesson_id"]]}
        acts.append(row | more | {"brought": row["brought_on"]})
    acts += _decisions(attempts) + _promises() + _joins(taught)
    for act in acts:
        act["person"] = people.get(act.get("person_id"))
    return acts


def _decisions(attempts: dict[int, dict]) -> list[dict]:
    of = {row["id"]: attempts[row["experiment_id"]] for row in table("conclusion")}
    return [
        {
            "what": "implementation",
            "on": of[row["conclusion_id"]],
            "state": ImplementationState(row["state"]),
            "day": row["answered_on"],
        }
        for row in table("implementation")
    ]


def _promises() -> list[dict]:
    settled = {row["commitment_id"]: row["settled"] for row in table("settlement")}
    return [
        {"what": "promise", "due_on": row["due_on"], "settled": settled.get(row["id"])}
        for row in table("commitment")
    ]


def _joins(taught: dict[int, dict]) -> list[dict]:
    """Every two lessons that say one thing, from when both were joined."""
    groups = defaultdict(list)
    for row in table("shared_lesson"):
        groups[row["shared_id"]].append((taught[row["origin_id"]], row["at"]))
    return [
        {"what": "join", "on": one, "other": other, "at": max(at, later)}
        for group in groups.values()
        for (one, at), (other, later) in combinations(group, 2)
    ]


def touchpoint_times() -> dict[int, list[tuple[str, float]]]:
    """Answer times by quarter, replayed from the history: the last that a quarter told.

    The first change also says what stood there before it, since the quarter of opening.
    """
    platforms = {row["id"]: row["name"] for row in table("platform")}
    points = {}
    for row in table("touchpoint"):
        place = platforms.get(row["platform_id"]) or row["channel"]
        points[row["stakeholder_id"], place] = row["id"]
    told: dict[int, dict[str, float]] = {id: {} for id in points.values()}
    opened: dict[int, str] = {}
    rows = sorted(table("stakeholder_change"), key=lambda row: row["id"])
    for row in rows:
        id = points.get((row["stakeholder_id"], row["place"]))
        if id is None:
            continue
        quarter = str(Quarter.of(row["at"].astimezone(ZONE).date()))
        opened.setdefault(id, quarter)
        changes = row["changes"]
        if isinstance(changes, str):
            changes = json.loads(changes)
        before, after = changes.get("answer_time", ("", ""))
        if before and not told[id]:
            told[id][opened[id]] = float(before)
        if after:
            told[id][quarter] = float(after)
    return {id: sorted(times.items()) for id, times in told.items()}


def recomputed(today: dt.date) -> Comparison:
    """What the dashboard says, held against what the rows say."""
    history = history_of(today)
    held = Comparison()
    quarter = Quarter.of(today)
    for last in (quarter, quarter.previous):
        for narrow in _filters():
            hold(held, history, Period(last, today, ZONE, **narrow))
    times = answer_times(Touchpoint.select(), ZONE)
    for id, replayed in touchpoint_times().items():
        fast = [(str(it.quarter), it.hours) for it in times[id]]
        held.equal(f"answer times of touchpoint {id}", fast, replayed)
    return held


def hold(held: Comparison, history: History, period: Period) -> None:
    """Hold the five quarters of a period against the facts."""
    told = measures(period)
    for one in period.recent:
        slowly = Slowly(history, one, period.unit, period.platform)
        held.measures(told, one, slowly)


def _filters() -> list[dict]:
    narrow = [{}]
    narrow += [{"unit": row["id"]} for row in table("unit")]
    return narrow + [{"platform": row["id"]} for row in table("platform")]


def main() -> int:
    address = sys.argv[1]
    if "://" not in address:
        address = f"sqlite:///{address}"
    connect_to(address).connect()
    held = recomputed(dt.datetime.now(ZONE).date())
    for difference in held.differences:
        print(difference)
    print(f"{held.counted} figures, {len(held.differences)} differ")
    return int(bool(held.differences))


if __name__ == "__main__":
    sys.exit(main())
