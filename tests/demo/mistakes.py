"""Data files with a mistake in them."""

from pathlib import Path


def broken(folder: Path, path: Path, old: str, new: str) -> Path:
    """A copy of a data file in which something once said is said differently."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    copy = folder / path.name
    copy.write_text(text.replace(old, new, 1), encoding="utf-8")
    return copy
