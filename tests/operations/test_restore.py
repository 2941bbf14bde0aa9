"""After a restore: whoever was erased stays erased, whichever machine did it; what was
there is kept; a broken one changes nothing.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.cast import NOW, planned
from tests.operations.test_drill import (
    MIGRATIONS,
    backed_up,
    config,  # noqa: F401
    everything,
    lose_everything,
)
from tracker import db
from tracker.accounts.models import Person
from tracker.experiments.models import Experiment
from tracker.operations import archive, postgres, restore
from tracker.privacy.erasure import LIST, erase

pytestmark = pytest.mark.sqlite_by_default


def erased(config, who, data=None) -> None:
    with db.database.connection_context():
        erase(who, data=data or config.data, folder=config.files, at=NOW)


def restored(config, kept) -> int:
    """How many were erased again."""
    return restore.restore(config, kept, MIGRATIONS, NOW)[2]


def told(who) -> bool:
    """Whether the database tells who this was."""
    with db.database.connection_context():
        return Person.get_by_id(who.id).erased_at is None


def test_whoever_another_machine_erased_since_is_erased_again(
    config,
    product,
    tmp_path_factory,
):
    """It wrote that down in a folder of its own: the database that is replaced is asked."""
    kept = backed_up(config)
    cast = product.cast
    erased(config, cast.carla, tmp_path_factory.mktemp("elsewhere"))
    assert restored(config, kept) == 1
    assert not told(cast.carla) and told(cast.bo)


def test_the_key_and_the_list_come_along_and_replace_nothing(
    config,
    product,
    tmp_path_factory,
):
    cast = product.cast
    key = config.data / "secret_key"
    key.write_text("the key of then")
    older = backed_up(config, "older.tar.gz")
    erased(config, cast.carla, tmp_path_factory.mktemp("elsewhere"))
    newer = backed_up(config, "newer.tar.gz")
    for name in (LIST, "secret_key"):
        (config.data / name).unlink()
    lose_everything(config)
    assert restored(config, newer) == 0 and key.read_text() == "the key of then"
    assert f'"person": {cast.carla.id}' in (config.data / LIST).read_text(), (
        "with the list, whoever was erased before it was made"
    )
    key.write_text("the key of now")
    assert (
        restored(config, older) == 1
        and key.read_text() == "the key of now"
        and not told(cast.carla)
    )


def test_what_was_there_is_kept_aside_with_its_gaps_and_can_be_had_again(
    config,
    product,
):
    before = everything(config)
    kept = backed_up(config)
    cast = product.cast
    with db.database.connection_context():
        later = planned(cast.alma, cast.facebook, title="Skrevet bagefter").id
    next(config.files.path.rglob("*-small.webp")).unlink()
    next(config.files.path.rglob("*.webp")).unlink()
    (config.files.path / "imports").mkdir()
    (config.files.path / "imports" / "list.csv").write_text("title")
    aside = restore.restore(config, kept, MIGRATIONS, NOW)[1]
    assert (
        everything(config) == before
        and (aside / "files" / "imports" / "list.csv").exists()
    )
    if db.is_sqlite():
        (aside / "own.sqlite").replace(config.data / "own.sqlite")
    else:
        postgres.restore(unpacked(aside / "forsoeg.tar.gz", aside), config.database_url)
    assert there(later)


def unpacked(kept, folder):
    """The dump in a backup that has gaps."""
    (folder / "again").mkdir()
    archive.unpacked(kept, folder / "again")
    return folder / "again" / "database.dump"


def there(id: int) -> bool:
    with db.database.connection_context():
        return Experiment.select().where(Experiment.id == id).exists()


BREAKS = "SELECT 1 / 0;\n"


@pytest.mark.usefixtures("on_postgres")
def test_a_dump_that_breaks_off_leaves_the_database_as_it_was(
    config,
    product,
    monkeypatch,
    request,
):
    kept = config.data / "database.dump"
    thorough = request.config.getoption("--faults")
    run = subprocess.run
    with db.database.connection_context():
        postgres.dump(db.database.obj, config.database_url, kept)
        planned(product.cast.alma, product.cast.facebook, title="Skrevet bagefter")
    before = everything(config)

    def breaking_off(command, **how):
        done = run(command, **how)
        for script in (
            word.removeprefix("--file=")
            for word in command
            if word.endswith("database.sql")
        ):
            if "pg_restore" in command[0]:
                whole = Path(script).read_text()
                # What is ours is dropped by then; to make it again takes seconds
                parts = (whole, BREAKS) if thorough else (BREAKS, whole)
                Path(script).write_text("".join(parts))
        return done

    monkeypatch.setattr(postgres.subprocess, "run", breaking_off)
    with pytest.raises(OSError, match="division by zero"):
        postgres.restore(kept, config.database_url)
    assert everything(config) == before
