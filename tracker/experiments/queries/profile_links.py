"""Links that lead to a person: whoever shares without a name is warned of them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tracker.experiments.models import Experiment, Link
from tracker.experiments.models.evidence import host_of

URL = re.compile(r"(?:https?://|www\.)[^\s<>\"')\]]+", re.IGNORECASE)
# Host to what the path of a person's page looks like there. A page of the organisation
# may look the same: it only warns.
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
    """The links in some texts that may lead to a person's own page, each once."""
    found = (
        url.rstrip(".,;:!?")
        for text in texts
        if "." in text
        for url in URL.findall(text)
    )
    return [url for url in dict.fromkeys(found) if _leads_to_person(url)]


def links_of(experiment: Experiment) -> list[str]:
    """The addresses that an experiment carries beside its texts."""
    rows = [row.url for row in experiment.links.order_by(Link.id)]
    return rows + [row.link for row in experiment.readings if row.link]


def texts_of(experiment: Experiment) -> list[str]:
    """Everything that is typed about an experiment by its author."""
    told = [text for card in experiment.conclusions for text in card.texts()]
    return [*links_of(experiment), *experiment.texts(), *told]


def _leads_to_person(url: str) -> bool:
    host = host_of(url if "//" in url else f"//{url}")
    host = next(
        (
            known
            for known in (*PROFILES, *ALIKE)
            if host == known or host.endswith(f".{known}")
        ),
        host,
    )
    path = "/" + (url.partition("//")[2] or url).partition("/")[2]
    return bool(PROFILES.get(ALIKE.get(host, host), ELSEWHERE).match(path))
