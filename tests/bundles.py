"""Bundles of style sheets and scripts, built by the first app of a run and lent to the
data folders of the others: minifying and compressing them takes longer than most tests.

Whoever tests the building, or the modes of what is built, does not borrow.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from flask import Flask

from tracker.app import create_app
from tracker.config import Config
from tracker.web import assets, compression


def create_app_with_bundles(config: Config) -> Flask:
    """`create_app`, with the bundles of the app that was created first."""
    lend_bundles(config.data)
    app = create_app(config)
    _keep(config.data / "assets")
    return app


def lend_bundles(data: Path) -> None:
    """Put the bundles into a data folder, unless it has some, or none were built yet."""
    kept = _kept()
    if kept is None or not kept.is_dir() or not data.is_dir():
        return
    if not (data / "assets").exists():
        # A disk that takes nothing in is for the product to tell
        with suppress(OSError):
            shutil.copytree(kept, data / "assets")


def _keep(built: Path) -> None:
    kept = _kept()
    if kept is None or kept.is_dir():
        return
    unfinished = Path(tempfile.mkdtemp(dir=kept.parent)) / "assets"
    shutil.copytree(built, unfinished)
    with suppress(OSError):  # another worker was first
        unfinished.rename(kept)


def compress_once() -> None:
    """Let what is compressed for a bundle, or minified, be kept for all processes of a
    run: other apps that are created, by a command or with modes of their own, build
    their bundles from the very same texts.
    """
    compression._compressed = _kept_once(compression._compressed)
    if assets.minified:
        assets.minified = _kept_once(assets.minified)


def _kept_once(act: Callable[..., str | bytes]) -> Callable[..., str | bytes]:
    def from_before(*words: str | bytes):
        folder = run_folder()
        if folder is None:
            return act(*words)
        said = pickle.dumps((act.__qualname__, words))
        place = folder / hashlib.sha256(said).hexdigest()
        if not place.exists():
            with tempfile.NamedTemporaryFile(dir=folder, delete=False) as file:
                file.write(pickle.dumps(act(*words)))
            Path(file.name).rename(place)
        return pickle.loads(place.read_bytes())

    return from_before


def _kept() -> Path | None:
    shared = run_folder()
    return shared and shared / "assets"


def run_folder() -> Path | None:
    """What all workers of a run share, beside the compiled templates; None elsewhere."""
    shared = os.environ.get("COMPILED_TEMPLATES")
    return Path(shared) if shared else None
