"""People who write all the time, click twice, and do not let go before they have an
answer; and what they were answered.
"""

from __future__ import annotations

import itertools
import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from tests.experiments.pictures import picture
from tests.faults.product import Answer, Caller, Product
from tracker.comments.models import Comment
from tracker.endorsements.models import Endorsement
from tracker.experiments import files
from tracker.experiments.models import Experiment, Picture, Stage

PICTURE = picture()
DONE = 303
LATER = (None, 429, 502, 503)


@dataclass
class Ledger:
    """What was answered, by all of them.

    Attributes:
        published: Key in the title to the experiment's address.
        edits: A draft's title to the last version that was sent and answered, and what it said.
        strange: Answers that nobody should get.
    """

    drafts: list = field(default_factory=list)
    published: dict = field(default_factory=dict)
    comments: list = field(default_factory=list)
    pictures: list = field(default_factory=list)
    endorsements: list = field(default_factory=list)
    edits: dict = field(default_factory=dict)
    strange: list = field(default_factory=list)

    @property
    def count(self) -> int:
        kinds = (
            self.drafts,
            self.published,
            self.comments,
            self.pictures,
            self.endorsements,
        )
        return sum(map(len, kinds)) + 2 * len(self.edits)


class Writer(threading.Thread):
    """One person; every form is sent twice at once, with the same hidden key."""

    def __init__(
        self,
        number: int,
        who: Caller,
        others: Caller,
        served: Product,
        platform: int,
        ledger: Ledger,
        stop,
    ):
        super().__init__(daemon=True)
        self.number = number
        self.who = who
        self.others = others
        self.served = served
        self.platform = platform
        self.ledger = ledger
        self.stop = stop

    def run(self):
        with ThreadPoolExecutor(2) as self.clicks:
            for turn in itertools.count():
                for act in (
                    self.publish,
                    self.comment,
                    self.endorse,
                    self.hang,
                    self.draft,
                    self.edit,
                ):
                    if self.stop.is_set():
                        return
                    act(f"nr {self.number}-{turn}")

    def sent(self, path: str, who: Caller | None = None, **form) -> Answer:
        """Click twice, and again until there is an answer."""
        while True:
            answers = list(
                self.clicks.map(
                    lambda _: self.served.post(
                        path, who or self.who, timeout=60, **form
                    ),
                    range(2),
                )
            )
            for answer in answers:
                if answer and answer.status == DONE:
                    return answer
            if strange := [a for a in answers if a and a.status not in LATER]:
                self.ledger.strange.append(
                    (path, strange[0].status, strange[0].text[-300:])
                )
                return strange[0]
            time.sleep(0.05)

    def publish(self, key: str):
        plan = {
            "title": key,
            "hypothesis": f"vi tror på {key}",
            "platform": self.platform,
            "visibility": "everyone",
        }
        answer = self.sent(
            "/experiments/new", **plan, submission=f"publish {key}", publish="1"
        )
        self.address = self.ledger.published[key] = answer.headers.get("Location", "")

    def comment(self, key: str):
        self.sent(f"{self.address}/comments", body=key, submission=f"comment {key}")
        self.ledger.comments.append(key)

    def endorse(self, key: str):
        self.sent(f"{self.address}/endorsements", who=self.others, kind="learned")
        self.ledger.endorsements.append(self.address)

    def hang(self, key: str):
        self.sent(
            f"{self.address}/pictures",
            files=[("pictures", PICTURE)],
            alt=key,
            submission=f"hang {key}",
        )
        self.ledger.pictures.append(key)

    def draft(self, key: str):
        answer = self.sent(
            "/experiments/new",
            title=f"draft {key}",
            submission=f"draft {key}",
            draft="1",
        )
        self.drafted = answer.headers.get("Location", "")
        self.ledger.drafts.append(f"draft {key}")

    def edit(self, key: str):
        """Say it better, twice, each time from the version that the page shows.

        A draft that was sent again is a version on.
        """
        page = None
        while page is None or page.status != 200:
            page = self.served.get(f"{self.drafted}/edit", self.who)
        begun = int(re.search(r'name="version"[^>]*value="(\d+)"', page.text)[1])
        for version in (begun, begun + 1):
            said = f"{version} gange"
            self.sent(
                f"{self.drafted}/edit",
                title=f"draft {key}",
                metric=said,
                version=str(version),
                draft="1",
            )
            self.ledger.edits[f"draft {key}"] = version, said


def nothing_is_lost(ledger: Ledger, folder) -> None:
    """Assert that everything that was answered is there, once, and everything that was
    sent at most once.
    """
    assert not ledger.strange, [strange[:2] for strange in ledger.strange]
    drafts = [
        row.title
        for row in Experiment.select().where(Experiment.title.startswith("draft "))
    ]
    shown = [
        row.title
        for row in Experiment.select().where(
            Experiment.title.startswith("nr "), Experiment.stage != Stage.draft
        )
    ]
    said = [row.body for row in Comment.select().where(Comment.body.startswith("nr "))]
    hung = [row.alt for row in Picture.select().where(Picture.alt.startswith("nr "))]
    for there, answered in (
        (drafts, ledger.drafts),
        (shown, ledger.published),
        (said, ledger.comments),
        (hung, ledger.pictures),
    ):
        assert len(there) == len(set(there)), "written twice"
        assert set(answered) <= set(there), (
            f"lost: {sorted(set(answered) - set(there))[:5]}"
        )
    endorsed = {f"/experiments/{row.experiment_id}" for row in Endorsement.select()}
    assert set(ledger.endorsements) <= endorsed
    for title, (version, metric) in ledger.edits.items():
        row = Experiment.get(Experiment.title == title)
        assert row.version >= 1 + version and (
            row.version > 1 + version or row.metric == metric
        ), (
            title,
            row.version,
            row.metric,
        )
    for row in Picture.select():
        for small in (False, True):
            assert (folder.path / files.name_of(row.file, small)).stat().st_size > 20
