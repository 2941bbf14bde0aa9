"""Scanners find nothing that stands.

Ten minutes long: only under --faults, and by `python -m tests.faults.adversaries`.
"""

import subprocess
import sys

import pytest

from tests.faults.adversaries import HOME, SKIPPED


@pytest.mark.usefixtures("on_sqlite")
def test_wapiti_and_sqlmap_find_nothing_that_stands(faults):
    if not faults:
        pytest.skip("ten minutes: with --faults")
    run = subprocess.run(
        [sys.executable, "-m", "tests.faults.adversaries"],
        cwd=HOME,
        capture_output=True,
        text=True,
        timeout=2400,
    )
    print(run.stdout, run.stderr[-2000:])
    if run.returncode == SKIPPED:
        pytest.skip(
            "SKIPPED: wapiti3, sqlmap and pip-audit could not be installed here"
        )
    assert run.returncode == 0, run.stdout[-3000:] + run.stderr[-2000:]
