"""Files are dated by the machine's clock, which a test does not have; here they get the
date of the test's.
"""

import os
import time
from pathlib import Path


def written_now(folder: Path) -> None:
    """Everything in a folder, however deep, is as young as the test itself."""
    for path in (folder, *folder.rglob("*")):
        os.utime(path, (time.time(), time.time()))
