"""A feed as Atom (RFC 4287)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.etree import ElementTree as xml

NAMESPACE = "http://www.w3.org/2005/Atom"
# What XML cannot hold, however it is escaped
UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class FeedEntry:
    """One entry of a feed."""

    url: str
    title: str
    summary: str
    day: dt.date
    author: str
    tags: list[str] = field(default_factory=list)


def atom(url: str, title: str, author: str, entries: Iterable[FeedEntry]) -> bytes:
    """The feed.

    Args:
        url: Its id, which holds no secret.
        author: Who speaks where an entry does not say so.
    """
    entries = list(entries)
    feed = xml.Element("feed", {"xmlns": NAMESPACE})
    newest = max((entry.day for entry in entries), default=dt.date(2000, 1, 1))
    _add(feed, "id", url)
    _add(feed, "title", title)
    _add(feed, "updated", _moment(newest))
    _add(xml.SubElement(feed, "author"), "name", author)
    for entry in entries:
        _add_entry(feed, entry)
    return xml.tostring(feed, encoding="utf-8", xml_declaration=True)


def _add_entry(feed: xml.Element, entry: FeedEntry) -> None:
    made = xml.SubElement(feed, "entry")
    _add(made, "id", entry.url)
    _add(made, "title", entry.title)
    xml.SubElement(made, "link", {"rel": "alternate", "href": _written(entry.url)})
    _add(made, "updated", _moment(entry.day))
    if entry.author:
        _add(xml.SubElement(made, "author"), "name", entry.author)
    if entry.summary:
        _add(made, "summary", entry.summary)
    for tag in entry.tags:
        xml.SubElement(made, "category", {"term": _written(tag)})


def _add(parent: xml.Element, name: str, text: str) -> None:
    xml.SubElement(parent, name).text = _written(text)


def _written(text: str) -> str:
    return UNWRITABLE.sub("", text)


def _moment(day: dt.date) -> str:
    """The day as Atom has it: the minute could tell who was at work."""
    return f"{day.isoformat()}T00:00:00Z"
