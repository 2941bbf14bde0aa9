"""Where an installation of a test keeps what is no row."""

from dataclasses import dataclass
from pathlib import Path

from tracker.folder import DiskFolder


@dataclass(frozen=True)
class PlacesBelow:
    """As a configuration says it, of a folder of the test."""

    data: Path

    @property
    def files(self) -> DiskFolder:
        return DiskFolder(self.data / "files")
