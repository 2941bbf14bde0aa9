"""What a phone shares, as apps give it: a title, a text, an address, in no fixed places."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tracker.plaintext import plain_text

ADDRESS = re.compile(r"https?://[^\s<>\"]+")
LONGEST = 2_000


def shared_plan(given: Mapping[str, str]) -> dict[str, str]:
    """The arguments by which the plan form is filled in.

    Android puts the address into the text, and a browser's title may be the address.
    """
    title, text, link = (
        plain_text(given.get(name))[:LONGEST] for name in ("title", "text", "url")
    )
    if not ADDRESS.fullmatch(link):
        found = ADDRESS.search(text) or ADDRESS.search(title)
        link = found[0] if found else ""
    if link:
        text = text.replace(link, "").strip()
        title = title.replace(link, "").strip()
    arguments = {"q": title, "method": text, "link": link}
    return {name: value for name, value in arguments.items() if value}
