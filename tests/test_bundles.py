"""Bundles that one app of a run lends to the others."""

from dataclasses import replace

from tests.bundles import create_app_with_bundles, lend_bundles


def test_a_folder_borrows_what_was_built_and_nothing_is_built_again(
    store, app, tmp_path
):
    lend_bundles(tmp_path)
    built = bundles(store.data)
    lent = bundles(tmp_path)
    assert len(built) >= 9, "three, each in three forms"
    assert {name: mode for name, (mode, _) in lent.items()} == {
        name: mode for name, (mode, _) in built.items()
    }
    create_app_with_bundles(replace(store, data=tmp_path))
    assert bundles(tmp_path) == lent


def test_what_a_folder_has_stays(app, tmp_path):
    (tmp_path / "assets").mkdir()
    lend_bundles(tmp_path)
    assert not list((tmp_path / "assets").iterdir())


def bundles(data) -> dict[str, tuple[int, int]]:
    """The bundles in a data folder: name to mode and moment of writing."""
    found = {path.name: path.stat() for path in (data / "assets").glob("*-*")}
    return {
        name: (stat.st_mode, stat.st_mtime_ns)
        for name, stat in found.items()
        if name.startswith(("app-", "charts-"))
    }
