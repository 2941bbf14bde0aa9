"""How far a restore got, written beside the data before each step: one that was
interrupted is finished or called off from it.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from pathlib import Path

from tracker.config import Config
from tracker.disk import open_private

NAME = "restore.unfinished"
AGAIN = "Run `tracker restore FILE` again, with the same file."


@dataclass
class Journal:
    """A restore that has begun.

    Attributes:
        source: The backup, as it was named.
        at: When it began; ISO, UTC.
        aside: Folder in which what was there is kept.
        prepared: Folder in which what the backup holds lies ready.
        step: The step that is being done.
        undoing: The step of calling it off that is being done; None while nobody has.
        key: Whether the key came from the backup.
    """

    folder: str
    source: str = ""
    at: str = ""
    aside: str = ""
    prepared: str = ""
    step: str | None = None
    undoing: str | None = None
    key: bool = False
    manifest: dict = field(default_factory=dict)

    @classmethod
    def of(cls, config: Config) -> Journal | None:
        """That of a folder, if a restore of it has not ended."""
        path = config.data / NAME
        if not path.exists():
            return None
        try:
            said = json.loads(path.read_text())
            return cls(folder=str(config.data), **said)
        except (ValueError, TypeError):  # by an older version, which did it all anew
            return cls(folder=str(config.data))

    @property
    def by_older_version(self) -> bool:
        """Whether it was begun by a version that kept no account of its steps."""
        return self.step is None

    @property
    def mark(self) -> str:
        """What a database says of itself that this restore has brought."""
        return f"a restore is unfinished: {self.at}"

    def save(self) -> None:
        """Write it in one step that survives the machine going down."""
        path = Path(self.folder) / NAME
        new = path.with_suffix(".new")
        said = {name: value for name, value in vars(self).items() if name != "folder"}
        with open_private(new, "w") as file:
            file.write(json.dumps(said))
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
        sync(path.parent)

    def remove(self) -> None:
        """The restore has ended, one way or the other."""
        (Path(self.folder) / NAME).unlink(missing_ok=True)
        sync(Path(self.folder))

    def says(self) -> str:
        """What is the matter, where everything lies, and which command does what."""
        if self.by_older_version:
            return f"a restore of {self.folder} was interrupted. {AGAIN}"
        lies = f"What was there is kept in {self.aside}, what was to come lies in {self.prepared}."
        if self.undoing:
            return (
                f"calling off a restore of {self.folder} was interrupted. {lies} `tracker restore"
                " --undo` goes on with it."
            )
        return (
            f"a restore of {self.folder} was interrupted (step: {self.step.replace('_', ' ')})."
            f" {lies} `tracker restore --continue` finishes it; `tracker restore --undo` calls it"
            " off and puts back what was there."
        )


def sync(folder: Path) -> None:
    """Let what was renamed in a folder survive the machine going down."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
