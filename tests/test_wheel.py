"""A wheel built from here carries everything, and works outside the checkout."""

import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from hatchling.builders.sdist import SdistBuilder
from hatchling.builders.wheel import WheelBuilder

HOME = Path(__file__).parent.parent
PLACES = ("templates", "static", "migrations")
LOOK = """
import sys
from tracker.config import folder
for place in sys.argv[2:]:
    assert str(folder(place)).startswith(sys.argv[1]) and any(folder(place).iterdir())
"""
TRY = """
import sys
from pathlib import Path
import tracker
assert str(Path(tracker.__file__)).startswith(sys.argv[1]), tracker.__file__
from tracker.app import create_app, folder
from tracker.config import Config
from tracker.db import connect_to
from tracker.migrations import migrate
data = Path(sys.argv[2])
config = Config(data=data, database_url=f"sqlite:///{data}/a.sqlite", secret_key="x" * 40)
migrate(connect_to(config.database_url), folder("migrations"), config.data)
browser = create_app(config).test_client()
page = browser.get("/login", headers={"Accept-Language": "da"})
assert page.status_code == 200, page.status_code
assert "Log ind" in page.text, page.text
style = page.text.split('rel="stylesheet" href="')[1].split('"')[0]
assert browser.get(style).status_code == 200
from tracker.demo.experiment import EXPERIMENTS
from tracker.guidelines.models.defaults import default_guidelines
assert len(EXPERIMENTS) > 100 and len(default_guidelines()) > 10
"""
# A demo is planted in the checkout by every run of the browser's stories
PLANT = """
from tracker.db import database
from tracker.demo.seed import prepared
from tracker.experiments.models import Experiment
from tracker.guidelines.models import Clause
prepared(config, folder("migrations"), fresh=True)
with database.connection_context():
    assert Experiment.select().count() > 100 and Clause.select().count() > 70
"""


def data() -> list[str]:
    """What the product reads beside its code."""
    found = [
        path.relative_to(HOME).as_posix() for path in HOME.glob("tracker/**/*.toml")
    ]
    assert len(found) > 100
    return found


def modules() -> list[str]:
    found = [path.relative_to(HOME).as_posix() for path in HOME.glob("tracker/**/*.py")]
    assert len(found) > 500
    return found


def compiled(installed: Path) -> None:
    """What was compiled in the checkout need not be compiled once more, where the very
    same source was installed.
    """
    for path in HOME.glob("tracker/**/*.pyc"):
        source = path.parent.parent / f"{path.name.partition('.')[0]}.py"
        copy = installed / source.relative_to(HOME)
        if copy.exists() and copy.read_bytes() == source.read_bytes():
            shutil.copystat(source, copy)
            (copy.parent / "__pycache__").mkdir(exist_ok=True)
            shutil.copyfile(path, copy.parent / "__pycache__" / path.name)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    [built] = WheelBuilder(str(HOME)).build(
        directory=str(folder), versions=["standard"]
    )
    return Path(built)


def test_it_carries_what_the_checkout_has(wheel):
    inside = set(zipfile.ZipFile(wheel).namelist())
    for place in PLACES:
        files = [
            path.relative_to(HOME / place)
            for path in (HOME / place).rglob("*.*")
            if "__pycache__" not in path.parts
        ]
        assert (
            files
            and {f"tracker/_{place}/{path.as_posix()}" for path in files} <= inside
        )
    assert {*data(), *modules()} <= inside
    assert "tracker/translations/da/LC_MESSAGES/messages.mo" in inside
    assert not [name for name in inside if "tests/" in name or "instance/" in name]


def test_the_source_will_carry_the_data_as_well():
    files = SdistBuilder(str(HOME)).recurse_included_files()
    assert {*data()} <= {file.distribution_path for file in files}


@pytest.mark.thorough(
    short="test_wheel.py::test_the_source_will_carry_the_data_as_well"
)
def test_the_source_carries_the_data_as_well(tmp_path):
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", tmp_path],
        cwd=HOME,
        check=True,
        capture_output=True,
    )
    with tarfile.open(next(tmp_path.glob("*.tar.gz"))) as packed:
        inside = {name.partition("/")[2] for name in packed.getnames()}
    assert {*data()} <= inside


def test_it_finds_its_own_where_it_is_installed(wheel, tmp_path):
    with zipfile.ZipFile(wheel) as packed:
        wanted = [
            name
            for name in packed.namelist()
            if name.startswith("tracker/_") or name.count("/") == 1
        ]
        packed.extractall(tmp_path, wanted)
    done = run_outside(tmp_path, LOOK, tmp_path, *PLACES)
    assert done.returncode == 0, done.stderr[-2000:]


@pytest.mark.thorough(
    short="test_wheel.py::test_it_finds_its_own_where_it_is_installed"
)
def test_it_works_where_it_is_installed(wheel, tmp_path):
    installed = tmp_path / "installed"
    data = tmp_path / "data"
    data.mkdir()
    zipfile.ZipFile(wheel).extractall(installed)
    compiled(installed)
    done = run_outside(installed, TRY + PLANT, installed, data)
    assert done.returncode == 0, done.stderr[-2000:]


def run_outside(installed: Path, code: str, *words) -> subprocess.CompletedProcess:
    """Run code before what is installed, with nothing of the checkout around it."""
    return subprocess.run(
        [sys.executable, "-c", code, *words],
        cwd=installed,
        env={"PYTHONPATH": str(installed), "PATH": ""},
        capture_output=True,
        text=True,
    )
