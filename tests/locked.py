"""What pip would install here, with hashes:

``python -m tests.locked [EXTRA …] > locked.txt``, for ``pip install --require-hashes
-r``.

Versions are those of tests/tested.txt; the hashes are of the files for this Python on
this kind of machine. No line names a host.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def lines(report: dict) -> list[str]:
    """One line for each package of pip's report that came as a file; the product itself
    is a folder, and has none.
    """
    told = []
    for it in report["install"]:
        hashes = it["download_info"].get("archive_info", {}).get("hashes", {})
        if "sha256" in hashes:
            told.append(
                f"{it['metadata']['name']}=={it['metadata']['version']}"
                f" --hash=sha256:{hashes['sha256']}"
            )
    return sorted(told, key=str.casefold)


def asked(extras: list[str]) -> dict:
    """What pip says that it would install, and from which files."""
    product = f"{HERE.parent}[{','.join(extras)}]" if extras else str(HERE.parent)
    pip = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--dry-run",
        "--ignore-installed",
    ]
    command = [*pip, "--constraint", str(HERE / "tested.txt"), "--report", "-", product]
    return json.loads(
        subprocess.run(command, check=True, capture_output=True, text=True).stdout
    )


if __name__ == "__main__":
    print("\n".join(lines(asked(sys.argv[1:]))))
