"""Links that may lead to a person: the author of an anonymous experiment is warned."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tracker.experiments.models import Experiment, Link
from tracker.experiments.models.evidence import host_of

URL = re.compile(r"(?:https?://|www\.)[^\s<>\"')\]]+", re.IGNORECASE)
# Host to the pattern of the path of a person's page. A page of an organisation may look
# the same; so there is only a warning.
PROFILES = {
    "linkedin.com": re.compile(r"/(in|pub|posts)/", re.I),
    "facebook.com": re.compile(
        r"/(?!(groups|events|watch|hashtag|search|help|policies|sharer)\b)[\w.%-]+",
        re.I,
    ),
    "instagram.com": re.compile(r"/(?!(p|reel|reels|explore|tv)/)[\w.%-]+", re.I),
    "x.com": re.compile(
        r"/(?!(i|search|hashtag|home|explore|intent|share)\b)\w+", re.I
    ),
    "threads.net": re.compile(r"/@"),
    "tiktok.com": re.compile(r"/@"),
    "youtube.com": re.compile(r"/(@|user/|c/|channel/)", re.I),
    "bsky.app": re.compile(r"/profile/", re.I),
    "reddit.com": re.compile(r"/(u|user)/", re.I),
    "snapchat.com": re.compile(r"/(add|@)", re.I),
}
ALIKE = {
    "twitter.com": "x.com",
    "threads.com": "threads.net",
    "fb.com": "facebook.com",
    "fb.me": "facebook.com",
}
ELSEWHERE = re.compile(r"/@\w+")  # Mastodon, on any host


def to_people(texts: Iterable[str]) -> list[str]:
    """The links in texts that may lead to the page of a person, each once."""
    found = (
        url.rstrip(".,;:!?")
        for text in texts
        if "." in text
        for url in URL.findall(text)
    )
    return [url for url in dict.fromkeys(found) if _leads_to_person(url)]


def links_of(experiment: Experiment) -> list[str]:
    """The addresses of links and readings of an experiment."""
    rows = [row.url for row in experiment.links.order_by(Link.id)]
    return rows + [row.link for row in experiment.readings if row.link]


def texts_of(experiment: Experiment) -> list[str]:
    """All texts and addresses of an experiment and its learning card."""
    texts = links_of(experiment) + experiment.texts()
    for card in experiment.conclusions:
        for told, fields in card.searched_cards():
            texts += [getattr(told, name) for name in fields]
    return texts


def _leads_to_person(url: str) -> bool:
    if "//" not in url:
        url = f"//{url}"
    path = "/" + (url.partition("//")[2] or url).partition("/")[2]
    host = _known_host(host_of(url))
    return bool(PROFILES.get(host, ELSEWHERE).match(path))


def _known_host(host: str) -> str:
    """The host in `PROFILES` that a host belongs to; another host stays as it is."""
    for known in list(PROFILES) + list(ALIKE):
        if host == known or host.endswith(f".{known}"):
            return ALIKE.get(known, known)
    return host
