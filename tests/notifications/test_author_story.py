"""A refuted attempt is endorsed, questioned, built on in another unit, and its lesson
is supported and used: its author sees it all.
"""

import datetime as dt
import re

from tests.cast import NOW, TODAY
from tests.notifications.job_helpers import tell_all
from tracker.comments.models import Comment
from tracker.endorsements.models import Endorsement, EndorsementKind
from tracker.lessons.enums import EvidenceDirection, Outcome
from tracker.lessons.models import Conclusion, Evidence, Reuse
from tracker.lineage.models import BuildsOn

PLAN = {"title": "Spørgetime onsdag", "hypothesis": "onsdag er bedre"}
CARD = {
    "outcome": Outcome.supported,
    "observation": "de kom",
    "lesson": "onsdag er dagen",
    "decision": "adopt",
}


def test_the_first_author_sees_in_order_what_came_of_it(cast, visit):
    def later(minutes):
        return NOW + dt.timedelta(minutes=minutes)

    lesson = cast.passport.lessons.get()
    Endorsement.add(
        cast.passport, kind=EndorsementKind.courage, by=cast.carla, at=later(1)
    )
    question = Comment.add(
        cast.passport, body="Hvorfor torsdag?", by=cast.carla, at=later(2), asks=True
    )
    Comment.add(
        cast.passport,
        body="Vi vidste ikke bedre",
        by=cast.bo,
        at=later(3),
        parent=question,
    )
    child = BuildsOn.begin(
        [cast.passport],
        publish=True,
        by=cast.carla,
        at=later(4),
        platform=cast.facebook,
        **PLAN,
    )
    child.start(criterion="flere end 37", by=cast.carla, on=TODAY, at=later(5))
    Conclusion.draw(child, by=cast.carla, at=later(6), on=TODAY, **CARD)
    Evidence.add(
        lesson,
        experiment=child,
        bearing=EvidenceDirection.supports,
        by=cast.carla,
        at=later(7),
    )
    Reuse.add(
        lesson, note="Nu ringer færre hos os", by=cast.leif, at=later(8), on=TODAY
    )
    tell_all()
    page = visit(cast.alma).get("/notifications").text
    told = [
        re.sub(r"\s+", " ", sentence)
        for sentence in re.findall(r'class="title">\s*<a [^>]*>([^<]*)<', page)
    ]
    unit = cast.leif.unit.name
    assert told == [
        f"Leif Dahl from {unit} used your lesson from “Spørgetime torsdag aften”",
        "Carla Munk builds on “Spørgetime torsdag aften”",
        "Another attempt supports the lesson from “Spørgetime torsdag aften”",
        "“Spørgetime onsdag” is concluded. See what it taught",
        "Bo Friis commented on “Spørgetime torsdag aften”",
        "Carla Munk asked you about “Spørgetime torsdag aften”",
        "Carla Munk found that “Spørgetime torsdag aften” took courage",
    ]
    assert "Nu ringer færre hos os" in page
    carla = visit(cast.carla).get("/notifications").text
    assert "Bo Friis replied to you" in carla and "Leif Dahl" not in carla
