"""The name, the accent colour and the logo that an organisation chooses."""

from __future__ import annotations

import datetime as dt
import io
import re
import secrets
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import BinaryIO

import peewee
from flask import current_app
from PIL import Image

from tracker.accounts.models import Setting
from tracker.core.image_decoder import LARGEST, decoded
from tracker.core.validation import (
    N_,
    FieldError,
    ValidationFailed,
    raise_if_errors,
)
from tracker.folder import Folder

# the settings
NAME_OF_ORGANISATION = "organisation"
ACCENT = "accent"
LOGO = "logo"
ACCESSIBILITY = "accessibility_statement"
PAGE = re.compile(r"https?://[^\s<>\"']+")
COLOUR = re.compile(r"#[0-9a-f]{6}")
NAME = re.compile(r"[0-9a-f]{32}")
# The accent that mails have until one is chosen, and the contrast of white words on it
MAIL_ACCENT = "#2f5d62"
READABLE = 4.5
SIZE = (480, 96)  # pixels: twice what is shown, for fine screens


@dataclass(frozen=True)
class Branding:
    """An accent as `#rrggbb`, the name of a logo, the organisation's own, and the address
    of the statement on accessibility; each empty where none was chosen.
    """

    accent: str = ""
    logo: str = ""
    name: str = ""
    accessibility: str = ""

    @property
    def mail_accent(self) -> str:
        """The accent, as dark as it must be for white words on it."""
        accent = self.accent or MAIL_ACCENT
        while _contrast_with_white(accent) < READABLE:
            parts = (int(accent[at : at + 2], 16) for at in (1, 3, 5))
            accent = "#" + "".join(f"{int(part * 0.92):02x}" for part in parts)
        return accent


def current_branding() -> Branding:
    """As it was chosen; as it comes, when the database does not answer and a page has
    to say so.
    """
    with suppress(peewee.PeeweeException):
        chosen = Setting.all_chosen()
        return Branding(
            chosen.get(ACCENT, ""),
            chosen.get(LOGO, ""),
            chosen.get(NAME_OF_ORGANISATION, ""),
            chosen.get(ACCESSIBILITY, ""),
        )
    return Branding()


def organisation_name() -> str:
    """The name that was chosen, else that of the environment."""
    return current_branding().name or current_app.config["TRACKER"].organisation


def set_name(name: str) -> None:
    """Take another name; with an empty one that of the environment."""
    Setting.write(NAME_OF_ORGANISATION, name)


def set_accent(colour: str) -> None:
    """Take another accent, or with an empty one that which it comes with.

    Raises:
        ValidationFailed: It is no colour.
    """
    raise_if_errors(accent_errors(colour))
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


def accent_errors(colour: str | None) -> list[FieldError]:
    """What is wrong with an accent as it was typed; nothing with an empty one."""
    if not colour or COLOUR.fullmatch(colour.lower()):
        return []
    message = N_("Write it as # and six digits, such as #1d6f6f.")
    return [FieldError("accent", message)]


def replace_logo(upload: BinaryIO | None, folder: Folder) -> None:
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
        folder.delete(name_of(before))


def delete_unused_logos(
    folder: Folder, at: dt.datetime, grace: dt.timedelta = dt.timedelta(hours=1)
) -> int:
    """Remove logos that are no longer shown, as a crash leaves them. Returns how many.

    Args:
        grace: Younger files are left alone: the setting may be on its way.
    """
    shown = Setting.chosen(LOGO, "")
    gone = 0
    for entry in folder.entries("logos"):
        unused = entry.name != f"logos/{shown}.webp"
        if unused and entry.changed_at < (at - grace).timestamp():
            folder.delete(entry.name)
            gone += 1
    return gone


def logo_png() -> bytes:
    """The logo as PNG for papers and mails; empty where there is none, or its file is gone."""
    name = current_branding().logo
    if not name:
        return b""
    try:
        file = current_app.config["TRACKER"].files.open(name_of(name))
    except OSError:
        return b""
    drawn = io.BytesIO()
    with file, Image.open(file) as picture:
        picture.save(drawn, "PNG")
    return drawn.getvalue()


def name_of(logo: str) -> str:
    """The name of a logo in the folder of files.

    Raises:
        ValueError: It is none that we gave.
    """
    if not NAME.fullmatch(logo):
        raise ValueError("Not a name of ours")
    return f"logos/{logo}.webp"


def _kept(upload: BinaryIO, folder: Folder) -> str:
    try:
        picture = decoded(upload.read(LARGEST + 1))
    except ValidationFailed as refused:
        errors = [replace(problem, field="logo") for problem in refused.problems]
        raise ValidationFailed(*errors) from refused
    picture.thumbnail(SIZE)
    drawn = io.BytesIO()
    picture.save(drawn, "WEBP", lossless=True)
    name = secrets.token_hex(16)
    folder.write(name_of(name), drawn.getvalue())
    return name


def _contrast_with_white(colour: str) -> float:
    """The contrast of WCAG between a colour and white."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _linear(part: int) -> float:
    value = part / 255
    if value <= 0.04045:
        return value / 12.92
    return ((value + 0.055) / 1.055) ** 2.4
