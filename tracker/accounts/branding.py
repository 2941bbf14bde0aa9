"""The accent colour and the logo that an organisation chooses."""

from __future__ import annotations

import datetime as dt
import re
import secrets
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

import peewee

from tracker.accounts.models import Setting
from tracker.core.image_decoder import LARGEST, decoded
from tracker.core.validation import N_, FieldError, ValidationFailed
from tracker.disk import make_folder, open_private

# the settings
ACCENT = "accent"
LOGO = "logo"
ACCESSIBILITY = "accessibility_statement"
PAGE = re.compile(r"https?://[^\s<>\"']+")
COLOUR = re.compile(r"#[0-9a-f]{6}")
NAME = re.compile(r"[0-9a-f]{32}")
SIZE = (480, 96)  # pixels: twice what is shown, for fine screens


@dataclass(frozen=True)
class Branding:
    """An accent as `#rrggbb`, the name of a logo, and the address of the statement on
    accessibility; each empty where none was chosen.
    """

    accent: str = ""
    logo: str = ""
    accessibility: str = ""


def current_branding() -> Branding:
    """As it was chosen; as it comes, when the database does not answer and a page has
    to say so.
    """
    with suppress(peewee.PeeweeException):
        chosen = Setting.all_chosen()
        accent, logo, address = (
            chosen.get(name, "") for name in (ACCENT, LOGO, ACCESSIBILITY)
        )
        return Branding(accent, logo, address)
    return Branding()


def set_accent(colour: str) -> None:
    """Take another accent, or with an empty one that which it comes with.

    Raises:
        ValidationFailed: It is no colour.
    """
    if colour and not COLOUR.fullmatch(colour.lower()):
        message = N_("Write it as # and six digits, such as #1d6f6f.")
        raise ValidationFailed(FieldError("accent", message))
    Setting.write(ACCENT, colour.lower())


def set_accessibility_statement(address: str) -> None:
    """Name the page that stands in every footer, or with an empty address none.

    Raises:
        ValidationFailed: It is no address of a page.
    """
    if address and not PAGE.fullmatch(address):
        message = N_(
            "Write the address of a page, such as https://example.org/statement."
        )
        raise ValidationFailed(FieldError("accessibility", message))
    Setting.write(ACCESSIBILITY, address)


def replace_logo(upload: BinaryIO | None, folder: Path) -> None:
    """Put a logo up in place of the one before, or take that away.

    Drawn anew like every picture: nothing else of the file is kept.

    Args:
        folder: The folder of files.

    Raises:
        ValidationFailed: It is no picture that can be used.
    """
    before = Setting.chosen(LOGO, "")
    name = ""
    if upload is not None:
        name = _kept(upload, folder)
    Setting.write(LOGO, name)
    if before:
        path_of(folder, before).unlink(missing_ok=True)


def delete_unused_logos(
    folder: Path, at: dt.datetime, grace: dt.timedelta = dt.timedelta(hours=1)
) -> int:
    """Remove logos that are no longer shown, as a crash leaves them. Returns how many.

    Args:
        grace: Younger files are left alone: the setting may be on its way.
    """
    shown = Setting.chosen(LOGO, "")
    gone = 0
    for path in (folder / "logos").glob("*"):
        if path.stem != shown and path.stat().st_mtime < (at - grace).timestamp():
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def path_of(folder: Path, name: str) -> Path:
    """Where a logo of this name lies.

    Raises:
        ValueError: It is none that we gave.
    """
    if not NAME.fullmatch(name):
        raise ValueError("Not a name of ours")
    return folder / "logos" / f"{name}.webp"


def _kept(upload: BinaryIO, folder: Path) -> str:
    try:
        picture = decoded(upload.read(LARGEST + 1))
    except ValidationFailed as refused:
        errors = [replace(problem, field="logo") for problem in refused.problems]
        raise ValidationFailed(*errors) from refused
    picture.thumbnail(SIZE)
    path = path_of(folder, name := secrets.token_hex(16))
    make_folder(path.parent)
    with open_private(path) as file:
        picture.save(file, "WEBP", lossless=True)
    return name
