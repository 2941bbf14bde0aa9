"""Writes the OpenAPI document anew: ``python -m tests.api.document``."""

import json
from pathlib import Path

import tracker.app  # declares every operation
from tracker.api import openapi

FILE = Path(tracker.app.__file__).parent / "api" / "openapi.json"


def text() -> str:
    return json.dumps(openapi.document(), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
