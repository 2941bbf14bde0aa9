"""`tracker files`: what lies in the folder of uploaded files, and bringing it elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from tracker.accounts.branding import current_branding
from tracker.bucket import bucket_at
from tracker.config import Config, ConfigurationError
from tracker.core.folder_mark import MARK
from tracker.db import connect_to
from tracker.experiments.models import Document, Import, Picture
from tracker.folder import DiskFolder, Folder
from tracker.privacy.erasure import ERASED


@dataclass
class FileAccount:
    """Uploaded files of one kind.

    Attributes:
        without_row: Files that no row names; the hourly sweep deletes those older than an hour.
        missing: Files that a row names and that are not there.
    """

    kind: str
    number: int = 0
    size: int = 0
    without_row: int = 0
    missing: int = 0


@click.command("files")
@click.option(
    "--copy-to",
    metavar="URL",
    help="Copy them to a bucket (s3://…, az://…, gs://…) or another folder.",
)
def files_(copy_to):
    """Say how many uploaded files there are, of which kind, how large, and what does not
    fit the rows; or copy them elsewhere.

    Copying can be done while the product runs, and again: only what is new is copied. Stop
    it, copy once more, set FILES_URL, and start.
    """
    config = Config.from_env(keeps_key=False)
    if copy_to:
        copied, there = copy_files(config.files, _folder_at(copy_to))
        click.echo(f"{copied} files copied, {there} were there already.")
        return
    db = connect_to(config.database_url)
    with db.connection_context():
        rows = accounts_of(config.files)
    click.echo(f"{config.files}")
    click.echo(f"{'':<10}{'files':>9}{'MB':>10}{'no row':>9}{'missing':>9}")
    for row in rows:
        numbers = f"{row.number:>9}{row.size / 1e6:>10.1f}{row.without_row:>9}{row.missing:>9}"
        click.echo(f"{row.kind:<10}{numbers}")


def _folder_at(url: str) -> Folder:
    if "://" not in url:
        return DiskFolder(Path(url).absolute())
    try:
        return bucket_at(url)
    except ValueError as error:
        raise ConfigurationError(str(error)) from error


def accounts_of(folder: Folder) -> list[FileAccount]:
    """Number, bytes, and what does not fit the rows, by kind.

    Raises:
        FolderAway: The store does not answer.
    """
    named = dict(_named())
    found = {kind: FileAccount(kind) for kind in named}
    found["other"] = FileAccount("other")
    seen: dict[str, set[str]] = {kind: set() for kind in found}
    for entry in folder.entries():
        if entry.name == MARK or entry.name.startswith(f"{ERASED}/"):
            continue
        kind = _kind_of(entry.name)
        account = found[kind]
        account.number += 1
        account.size += entry.size
        seen[kind].add(entry.name)
        account.without_row += entry.name not in named.get(kind, ())
    for kind, names in named.items():
        found[kind].missing = len(names - seen[kind])
    return [account for account in found.values() if account.number or account.missing]


def copy_files(source: Folder, target: Folder) -> tuple[int, int]:
    """Copy every file that is not there in its size; the mark comes last.

    Returns:
        How many were copied, and how many were there already.
    """
    there = {entry.name: entry.size for entry in target.entries()}
    entries = sorted(
        source.entries(), key=lambda entry: (entry.name == MARK, entry.name)
    )
    copied = 0
    for entry in entries:
        if there.get(entry.name) != entry.size or entry.name == MARK:
            with source.open(entry.name) as file:
                target.write(entry.name, file)
            copied += 1
    return copied, len(entries) - copied


def _named() -> Iterator[tuple[str, set[str]]]:
    """Each kind with the names of the files that rows have."""
    pictures = {file for (file,) in Picture.select(Picture.file).tuples()}
    small = {f"pictures/{file.removesuffix('.webp')}-small.webp" for file in pictures}
    yield "pictures", {f"pictures/{file}" for file in pictures} | small
    documents = Document.select(Document.file).tuples()
    yield "documents", {f"documents/{file}" for (file,) in documents}
    logos = set()
    if logo := current_branding().logo:
        logos.add(f"logos/{logo}.webp")
    yield "logos", logos
    open_lists = Import.select(Import.file).where(Import.finished_at.is_null())
    yield "lists", {file for (file,) in open_lists.tuples()}


def _kind_of(name: str) -> str:
    top = name.partition("/")[0]
    if top in ("pictures", "documents", "logos"):
        return top
    if name.startswith("import-"):
        return "lists"
    return "other"
