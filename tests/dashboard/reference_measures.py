"""The measures again, slowly and obviously: plain loops over plain facts, without a
database, as PRODUCT's formulas read.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter

from tests.dashboard.random_histories import ZONE, History
from tracker.experiments.models import Stage
from tracker.lessons.enums import (
    Decision,
    EvidenceDirection,
    ImplementationState,
    LessonStatus,
    Outcome,
)
from tracker.lessons.models import status_of
from tracker.quarters import Quarter
from tracker.small_groups import Band, Figure, shown_groups

# Calls, enquiries and complaints, in both languages
ENQUIRIES = ("opkald", "henvendels", "klage", "phone call", "enquir", "complaint")
ANSWERS = (Outcome.supported, Outcome.refuted, Outcome.mixed)


class Slowly:
    """A history as it looks in a quarter, of one unit or platform or of all."""

    def __init__(
        self,
        history: History,
        quarter: Quarter,
        unit: int | None = None,
        platform: int | None = None,
    ):
        self.history = history
        self.quarter = quarter
        self.unit = unit
        self.platform = platform
        self.all = [one for one in history.attempts if one["stage"] is not Stage.draft]
        self.shared = [one for one in self.all if self.is_asked_for(one)]
        self.concluded = [
            one
            for one in self.shared
            if one["stage"] is Stage.concluded and self.in_quarter(one["concluded_on"])
        ]
        self.end = dt.datetime.combine(
            min(quarter.last, self.history.today) + dt.timedelta(days=1),
            dt.time(),
            ZONE,
        )

    # What is asked for

    def is_asked_for(self, one: dict) -> bool:
        told = self.unit is None or (
            one["unit_id"] == self.unit and not self.is_unplaced(one)
        )
        return told and self.platform in (None, one["platform_id"])

    def is_unplaced(self, one: dict) -> bool:
        active = [
            p
            for p in self.history.people
            if p["unit_id"] == one["unit_id"] and p["disabled_at"] is None
        ]
        return one["withheld"] and len(active) < 5

    def in_quarter(self, day: dt.date | None) -> bool:
        return day is not None and Quarter.of(day) == self.quarter

    def during(self, moment: dt.datetime) -> bool:
        return self.in_quarter(moment.astimezone(ZONE).date())

    def acts(self, what: str) -> list[dict]:
        return [one for one in self.history.acts if one["what"] == what]

    # The measures

    def learning_rate(self) -> tuple:
        ended = list(self.concluded)
        for one in self.shared:
            over = (
                one["stage"] is Stage.running and one["review_on"] < self.history.today
            )
            if over and self.in_quarter(one["review_on"]):
                ended.append(one)
        learned = [
            one for one in ended if one["stage"] is Stage.concluded and self.taught(one)
        ]
        return len(learned), len(ended)

    def taught(self, one: dict) -> bool:
        says = one["outcome"] in ANSWERS or one["surprise"] != "" or one["reason"] != ""
        return bool(one["lesson"] and one["decision"] and says)

    def outcomes(self) -> Counter:
        return Counter(one["outcome"] for one in self.concluded)

    def velocity(self) -> tuple:
        started = [one for one in self.shared if self.in_quarter(one["started_on"])]
        return len(started), len(self.concluded), len(self.working(self.unit))

    def working(self, unit: int | None = None) -> list[dict]:
        end = dt.datetime.combine(
            self.quarter.last + dt.timedelta(days=1), dt.time(), ZONE
        )
        here = [
            p
            for p in self.history.people
            if p["joined_at"] < end
            and not (p["disabled_at"] and p["disabled_at"] < end)
        ]
        return [p for p in here if unit in (None, p["unit_id"])]

    def days(self, lag: bool = False) -> list[int]:
        found = []
        for one in self.concluded:
            since = one["started_on"] or one["starts_on"]
            if lag:
                since = one["ends_on"] or one["review_on"]
            if since:
                found.append(max((one["concluded_on"] - since).days, 0))
        return sorted(found)

    def awaiting(self) -> list[int]:
        late = [
            (self.history.today - one["review_on"]).days
            for one in self.shared
            if one["stage"] is Stage.running
        ]
        return [
            sum(first <= n <= last for n in late)
            for first, last in ((1, 13), (14, 30), (31, 90), (91, math.inf))
        ]

    def authors(self, one: dict) -> tuple:
        # A drawn attempt has one co-author at most
        return one["author_id"], *one.get("with_ids", [one.get("with_id")])

    def used_by_others(self, one: dict) -> bool:
        def soon(moment: dt.datetime) -> bool:
            return (moment.date() - one["stated_at"].date()).days <= 180

        reuses = [a for a in self.acts("reuse") if a["on"] is one and soon(a["at"])]
        evidence = [
            a for a in self.acts("evidence") if a["on"] is one and soon(a["at"])
        ]
        built = [
            a["other"]
            for a in self.acts("descent")
            if a["on"] is one and a["other"] in self.all
        ]
        unnamed = [
            a
            for a in evidence
            if a["other"]["withheld"]
            and a["person_id"] == a["other"]["author_id"]
            and not one["withheld"]
        ]
        return (
            any(a["person_id"] not in self.authors(one) for a in [*reuses, *evidence])
            or bool(unnamed)
            or any(
                soon(other["published_at"])
                and (
                    other["withheld"]
                    or one["withheld"]
                    or other["author_id"] not in self.authors(one)
                )
                for other in built
            )
        )

    def reuse_rate(self) -> tuple:
        day = (
            (self.end - dt.timedelta(seconds=1)).astimezone(ZONE).date()
            + dt.timedelta(days=1)
            - dt.timedelta(days=180)
        )
        ripe = [
            one
            for one in self.shared
            if one["lesson"]
            and one["stated_at"] < dt.datetime.combine(day, dt.time(), ZONE)
        ]
        return len([one for one in ripe if self.used_by_others(one)]), len(ripe)

    def uses(self) -> list[tuple]:
        def place(one: dict):
            return None if self.is_unplaced(one) else one["unit_id"]

        reuses = [
            (place(a["on"]), a["person"]["unit_id"])
            for a in self.acts("reuse")
            if self.in_quarter(a["day"]) and self.is_asked_for(a["on"])
        ]
        built = [
            (place(a["on"]), place(a["other"]))
            for a in self.acts("descent")
            if a["other"] in self.all
            and self.during(a["other"]["published_at"])
            and self.is_asked_for(a["on"])
        ]
        return reuses + built

    def carried(self) -> tuple:
        """Lessons that a meeting talked about, and lessons that were carried onward."""
        acts = [
            a
            for a in self.acts("carry")
            if self.during(a["at"]) and self.is_asked_for(a["on"])
        ]
        brought = {a["on"]["id"] for a in acts if a["brought"]}
        return len(brought), len({a["on"]["id"] for a in acts})

    def foundation(self) -> tuple:
        fell = [
            one for one in self.concluded if one["outcome"] is not Outcome.supported
        ]
        return len([one for one in fell if self.founded(one)]), len(fell)

    def founded(self, one: dict) -> bool:
        used = [a["day"] for a in self.acts("reuse") if a["on"] is one]
        built = [
            a["other"]["published_at"].date()
            for a in self.acts("descent")
            if a["on"] is one and a["other"] in self.all
        ]
        return any((day - one["concluded_on"]).days <= 180 for day in used + built)

    def doers(self) -> set[int]:
        ids = set()
        for one in self.all:
            if (
                not one["withheld"]
                and not one["imported"]
                and self.during(one["published_at"])
            ):
                ids |= {id for id in self.authors(one) if id}
        for act in self.history.acts:
            if act["what"] in ("comment", "endorsement", "reuse") and self.during(
                act["at"]
            ):
                untold = (
                    act["on"]["withheld"] and act["person_id"] == act["on"]["author_id"]
                )
                if not (act["what"] == "comment" and (act["removed"] or untold)):
                    ids.add(act["person_id"])
        return ids

    def first_timers(self) -> set[int]:
        first: dict[int, dt.datetime] = {}
        for one in self.all:
            if not one["withheld"] and not one["imported"]:
                for id in filter(None, self.authors(one)):
                    first[id] = min(
                        first.get(id, one["published_at"]), one["published_at"]
                    )
        return {id for id, moment in first.items() if self.during(moment)}

    def people(self, ids: set[int], of_all: bool) -> Figure:
        here = [p for p in self.working() if p["id"] in ids]
        done = Counter(p["unit_id"] for p in here)
        whole = Counter(p["unit_id"] for p in self.working())
        if self.unit is None:
            return Figure.about(len(here), of=len(self.working()) if of_all else None)
        left = (
            {
                unit: whole[unit] - done[unit]
                for unit in whole
                if whole[unit] > done[unit]
            }
            if of_all
            else {}
        )
        if self.unit not in shown_groups(done) or (
            self.unit in left and self.unit not in shown_groups(left)
        ):
            return Figure(None, None)
        return Figure.about(done[self.unit], of=whole[self.unit] if of_all else None)

    def answered(self) -> tuple:
        shared = [one for one in self.shared if self.during(one["published_at"])]

        def is_answered(one: dict) -> bool:
            return any(
                a["on"] is one
                and a["leads"]
                and not a["removed"]
                and a["person_id"] not in self.authors(one)
                and (a["at"].date() - one["published_at"].date()).days <= 7
                for a in self.acts("comment")
            )

        return len([one for one in shared if is_answered(one)]), len(shared)

    def could_tell(self) -> tuple:
        could = [
            one
            for one in self.concluded
            if one["started_on"]
            and not one["afterwards"]
            and one.get("criterion", "given")
            and one["result"] is not None
            and one["could_tell"] != "no"
        ]
        return len(could), self.learning_rate()[1]

    def leader_lessons(self) -> tuple:
        leaders = {
            p["id"]
            for p in self.history.people
            if p["leads"] and p["disabled_at"] is None
        }
        lessons = [one for one in self.concluded if one["lesson"]]
        theirs = [
            one
            for one in lessons
            if not one["withheld"] and set(self.authors(one)) & leaders
        ]
        return len(theirs), len(lessons)

    def leaders(self) -> Figure:
        leaders = {
            p["id"]
            for p in self.history.people
            if p["leads"] and p["disabled_at"] is None
        }
        told = set()
        for one in self.all:
            if (
                one["lesson"]
                and not one["withheld"]
                and one["stage"] is Stage.concluded
                and one["concluded_on"]
                and one["concluded_on"] <= self.quarter.last
            ):
                told |= set(self.authors(one)) & leaders
        if 11 <= len(leaders) <= 19:
            return Figure(
                None, None, (Band.fewer, Band.most)[len(told) >= len(leaders) / 2]
            )
        return Figure.about(len(told), of=len(leaders))

    def promises(self) -> tuple:
        due = [
            a
            for a in self.acts("promise")
            if self.in_quarter(a["due_on"])
            and (a["due_on"] <= self.history.today or a["settled"])
        ]
        return len([a for a in due if a["settled"] == "kept"]), len(due)

    def standings(self) -> Counter:
        counted: Counter = Counter()
        for one in self.shared:
            if one["lesson"] and one["stated_at"] < self.end:
                counted[self.standing(one)] += 1
        return counted

    def standing(self, one: dict) -> LessonStatus:
        """How a lesson stood, with the evidence of one that was joined with it."""
        pool = [one] + self.joined_with(one)
        behind = {}
        for said in pool[1:]:
            if said["stated_at"] < self.end:
                behind[said["id"]] = (EvidenceDirection.supports, said["unit_id"])
        given = [
            a
            for a in self.acts("evidence")
            if any(a["on"] is said for said in pool) and a["at"] < self.end
        ]
        for a in given:
            against = a["bearing"] is EvidenceDirection.contradicts
            if against or a["other"]["id"] not in (one["id"], *behind):
                behind[a["other"]["id"]] = (a["bearing"], a["other"]["unit_id"])
        retired = any(
            a["at"] < self.end and any(a["on"] is said for said in pool)
            for a in self.acts("retirement")
        )
        return status_of(one["unit_id"], behind.values(), retired=retired)

    def joined_with(self, one: dict) -> list[dict]:
        pairs = [(a["on"], a["other"]) for a in self.acts("join") if a["at"] < self.end]
        return [
            other for pair in pairs for this, other in (pair, pair[::-1]) if this is one
        ]

    def balance(self) -> tuple:
        saved = [
            a
            for a in self.acts("reuse")
            if self.in_quarter(a["day"]) and self.is_asked_for(a["on"])
        ]
        saved = [a["hours"] for a in saved if a["hours"] is not None]
        hours = [one["hours"] for one in self.concluded if one["hours"] is not None]
        cost = [one["cost"] for one in self.concluded if one["cost"] is not None]
        fewer = [
            one
            for one in self.concluded
            if any(word in one["metric"].lower() for word in ENQUIRIES)
            and None not in (one["result"], one["baseline"])
        ]
        fewer = [one for one in fewer if one["result"] < one["baseline"]]
        stopped = [
            one
            for one in self.concluded
            if one["decision"] is Decision.stop and one["lesson"]
        ]
        carried_out = (Decision.adopt, Decision.adapt)
        decided = [one for one in self.concluded if one["decision"] in carried_out]
        done = [
            a
            for a in self.acts("implementation")
            if a["state"] is ImplementationState.done
            and self.in_quarter(a["day"])
            and self.is_asked_for(a["on"])
        ]
        return (
            sum(hours),
            len(hours),
            sum(cost),
            len(cost),
            sum(saved),
            len(saved),
            len(fewer),
            len(stopped),
            len(decided),
            len(done),
        )
