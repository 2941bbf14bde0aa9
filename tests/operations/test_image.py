"""The image: what its file promises, and, where something builds images, that it runs."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.deployment.process import free_port
from tracker.operations.example import HERE

FILE = HERE / "Containerfile"
ROOT = Path(__file__).parents[2]
NAME = "localhost/forsoeg-tried"
BUILDERS = ("podman", "docker")
TEXT = FILE.read_text("utf-8")


def builder() -> str | None:
    """A program that builds and runs images here; its client alone is none."""
    for name in BUILDERS:
        if shutil.which(name):
            told = subprocess.run([name, "info"], capture_output=True, timeout=30)
            if told.returncode == 0:
                return name
    return None


def test_it_runs_as_nobody_on_a_root_that_is_not_written():
    last = TEXT[TEXT.rindex("FROM ") :]
    assert re.search(r"^USER [1-9]\d+$", last, re.M), "by number: it may be checked"
    assert (
        re.search(r"^VOLUME /data$", last, re.M) and "PYTHONDONTWRITEBYTECODE=1" in last
    )
    assert "/healthz" in last[last.index("HEALTHCHECK") :]
    assert "--read-only" in TEXT and "-c tests/tested.txt" in TEXT
    assert not re.search(r"(?i)password|secret_key=|token=", TEXT)


def test_every_extra_that_it_installs_there_is():
    (named,) = re.findall(r"^ARG EXTRAS=(.+)$", TEXT, re.M)
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    for extra in named.split(","):
        assert re.search(rf"^{extra} = \[", project, re.M)


@pytest.mark.thorough(
    short="operations/test_image.py::test_it_runs_as_nobody_on_a_root_that_is_not_written"
)
def test_it_is_built_and_answers():
    tool = builder()
    if tool is None:
        pytest.skip("NO IMAGE WAS BUILT: neither podman nor docker works here")
    subprocess.run(
        [tool, "build", "-t", NAME, "-f", str(FILE), str(ROOT)],
        check=True,
        timeout=1500,
    )
    port = free_port()
    running = [tool, "run", "--rm", "-d", "--read-only", "--tmpfs", "/tmp"]
    running += ["--tmpfs", "/data:uid=10001,mode=700", "-p", f"127.0.0.1:{port}:8000"]
    running += ["-e", "PUBLIC_URL=https://forsoeg.example.org", "-e", "PROXY_HOPS=1"]
    told = subprocess.run(
        [*running, NAME], check=True, capture_output=True, text=True, timeout=60
    )
    container = told.stdout.strip()
    try:
        assert _answers(f"http://127.0.0.1:{port}/readyz")
        who = subprocess.run(
            [tool, "exec", container, "id", "-u"], capture_output=True, text=True
        )
        assert who.stdout.strip() == "10001"
    finally:
        subprocess.run([tool, "stop", "-t", "70", container], capture_output=True)


def _answers(url: str) -> bool:
    for _ in range(60):
        try:
            with urlopen(url, timeout=5) as answer:
                return answer.status == 200
        except OSError:
            time.sleep(1)
    return False
