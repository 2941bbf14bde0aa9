"""People who sign in by the provider, read and write; and what they were answered."""

from __future__ import annotations

import io
import itertools
import re
import threading
import time
import warnings
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urljoin

import requests

from tests.deployment.process import DeploymentFailed
from tests.experiments.pictures import picture

PICTURE = picture()
LATER = (429, 502, 503, 504)
READ = ("/", "/experiments", "/experiments?q=svar", "/lessons")
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


@dataclass
class Ledger:
    """What was answered, and how long it took.

    Attributes:
        comments: The words of every comment that was answered with 303.
        pictures: The alternative text of every picture that was.
        strange: Answers that nobody should get.
        outages: Seconds without any answer to a write, each time there was one.
    """

    comments: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)
    refused: Counter = field(default_factory=Counter)
    reads: list[float] = field(default_factory=list)
    writes: list[float] = field(default_factory=list)
    written_at: list[float] = field(default_factory=list)

    def longest_pause(self, since: float, until: float) -> float:
        """The longest time without an answered write between two moments."""
        moments = [at for at in sorted(self.written_at) if since <= at <= until]
        moments = [since, *moments]
        gaps = [after - before for before, after in itertools.pairwise(moments)]
        return max(gaps, default=until - since)


class Visitor:
    """One person's browser."""

    def __init__(self, number: int, address: str, certificate: str):
        self.name = f"person-{number}"
        self.address = address
        self.browser = requests.Session()
        self.browser.trust_env = False  # or another bundle of certificates would count
        self.browser.verify = certificate
        self.browser.headers["Accept-Language"] = "en"

    def sign_in(self) -> None:
        """Click on the provider's button, say who one is, and come back.

        Raises:
            DeploymentFailed: One is not signed in afterwards.
        """
        asked = self.browser.get(
            f"{self.address}/login/provider", allow_redirects=False, timeout=30
        )
        said = requests.post(
            asked.headers["Location"],
            data={"sub": self.name},
            allow_redirects=False,
            timeout=30,
        )
        page = self.get(said.headers["Location"])
        if page.url.endswith("/login/provider/unit"):
            unit = re.search(r'value="(\d+)"[^>]*>\s*Borgerservice', page.text)
            self.post("/login/provider/unit", unit=unit[1])
        if (
            self.browser.get(
                f"{self.address}/me", timeout=30, allow_redirects=False
            ).status_code
            != 200
        ):
            raise DeploymentFailed(f"{self.name} is not signed in")

    def publish(self, platform: str) -> str:
        """Begin an attempt that everybody sees. Returns its address."""
        self.get("/experiments/new")
        answer = self.post(
            "/experiments/new",
            title=f"Svar hurtigere {self.name}",
            hypothesis="vi tror at flere svarer",
            platform=platform,
            visibility="everyone",
            submission=f"publish {self.name}",
            publish="1",
        )
        if answer.status_code != 303:
            raise DeploymentFailed(f"publishing answered {answer.status_code}")
        return answer.headers["Location"]

    def get(self, path: str) -> requests.Response:
        """A page; the token of its form is kept for what is sent."""
        page = self.browser.get(urljoin(self.address, path), timeout=60)
        if found := TOKEN.search(page.text):
            self.token = found[1]
        return page

    def post(self, path: str, files=None, **values) -> requests.Response:
        """Send a form; the answer is not followed."""
        address = urljoin(self.address, path)
        return self.browser.post(
            address,
            data={"csrf_token": self.token, **values},
            files=files,
            headers={"Referer": address},
            allow_redirects=False,
            timeout=60,
        )


class Worker(threading.Thread):
    """Somebody who reads nine pages for each thing that they write, until told to stop."""

    def __init__(self, visitor: Visitor, experiment: str, ledger: Ledger, stop):
        super().__init__(daemon=True)
        self.visitor = visitor
        self.experiment = experiment
        self.ledger = ledger
        self.stop = stop

    def run(self) -> None:
        turn = 0
        while not self.stop.is_set():
            for path in (*READ, self.experiment, *READ):
                self._read(path)
                if self.stop.is_set():
                    return
            self._write(f"{self.visitor.name} nr {turn}", with_picture=turn % 6 == 5)
            turn += 1

    def _read(self, path: str) -> None:
        began = time.monotonic()
        try:
            status = self.visitor.get(path).status_code
        except requests.RequestException:
            self.ledger.refused["cut off"] += 1
            return
        if status == 200:
            self.ledger.reads.append(time.monotonic() - began)
        self._note("GET", path, status, (200,))

    def _write(self, key: str, with_picture: bool) -> None:
        """Send it again, with the same hidden key, until there is an answer."""
        while not self.stop.is_set():
            began = time.monotonic()
            try:
                status = self._send(key, with_picture)
            except requests.RequestException:
                self.ledger.refused["cut off"] += 1
                time.sleep(0.3)
                continue
            self._note("POST", key, status, (303,))
            if status == 303:
                self._settle(key, with_picture, began)
            if status not in LATER:
                return
            time.sleep(0.3)

    def _send(self, key: str, with_picture: bool) -> int:
        if with_picture:
            files = {"pictures": ("a.png", io.BytesIO(PICTURE), "image/png")}
            values = {"alt": key, "submission": f"hang {key}"}
            path = f"{self.experiment}/pictures"
            return self.visitor.post(path, files=files, **values).status_code
        values = {"body": key, "submission": f"say {key}"}
        return self.visitor.post(f"{self.experiment}/comments", **values).status_code

    def _settle(self, key: str, with_picture: bool, began: float) -> None:
        now = time.monotonic()
        self.ledger.writes.append(now - began)
        self.ledger.written_at.append(now)
        if with_picture:
            self.ledger.pictures.append(key)
        else:
            self.ledger.comments.append(key)

    def _note(self, method: str, path: str, status: int, fine: tuple) -> None:
        if status in LATER:
            self.ledger.refused[str(status)] += 1
        elif status not in fine:
            self.ledger.strange.append(f"{method} {path}: {status}")


warnings.filterwarnings("ignore", category=DeprecationWarning)
