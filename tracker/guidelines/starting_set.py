"""The default platforms and their metrics; names are translated when they are shown."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.core.validation import N_


@dataclass(frozen=True)
class DefaultGuideline:
    slug: str
    name: str
    metrics: tuple[str, ...]


# Metrics of every social platform
SHARED = (N_("reach"), N_("comments"), N_("shares"), N_("clicks on the link"))

PLATFORMS = (
    DefaultGuideline(
        "facebook",
        "Facebook",
        SHARED
        + (
            N_("reactions"),
            N_("video views"),
            N_("messages received"),
            N_("sign-ups to the event"),
        ),
    ),
    DefaultGuideline(
        "instagram",
        "Instagram",
        SHARED
        + (
            N_("likes"),
            N_("saves"),
            N_("story views"),
            N_("story replies"),
            N_("profile visits"),
        ),
    ),
    DefaultGuideline(
        "linkedin-page",
        N_("LinkedIn page"),
        SHARED + (N_("impressions"), N_("followers"), N_("applications received")),
    ),
    DefaultGuideline(
        "linkedin-personal",
        N_("LinkedIn personal"),
        SHARED + (N_("impressions"), N_("contact requests"), N_("messages received")),
    ),
    DefaultGuideline(
        "x",
        "X",
        SHARED + (N_("impressions"), N_("likes"), N_("reposts"), N_("replies")),
    ),
    DefaultGuideline(
        "threads",
        "Threads",
        SHARED + (N_("views"), N_("likes"), N_("replies"), N_("reposts")),
    ),
    DefaultGuideline(
        "bluesky",
        "Bluesky",
        SHARED + (N_("likes"), N_("reposts"), N_("replies"), N_("followers")),
    ),
    DefaultGuideline(
        "mastodon",
        "Mastodon",
        SHARED + (N_("boosts"), N_("favourites"), N_("replies"), N_("followers")),
    ),
    DefaultGuideline(
        "tiktok",
        "TikTok",
        SHARED
        + (
            N_("views"),
            N_("likes"),
            N_("average watch time in seconds"),
            N_("watched to the end in per cent"),
        ),
    ),
    DefaultGuideline(
        "youtube",
        "YouTube",
        SHARED
        + (
            N_("views"),
            N_("average watch time in seconds"),
            N_("subscribers"),
            N_("click-through rate"),
        ),
    ),
    DefaultGuideline(
        "reddit",
        "Reddit",
        SHARED
        + (N_("upvotes"), N_("share of upvotes in per cent"), N_("questions answered")),
    ),
    DefaultGuideline(
        "snapchat",
        "Snapchat",
        SHARED
        + (
            N_("views"),
            N_("screenshots"),
            N_("replies"),
            N_("watched to the end in per cent"),
        ),
    ),
    DefaultGuideline(
        "website",
        N_("Website"),
        (
            N_("visits"),
            N_("click-through rate"),
            N_("time on the page in seconds"),
            N_("searches without a hit"),
        ),
    ),
    DefaultGuideline(
        "other",
        N_("Other"),
        (N_("phone calls"), N_("enquiries"), N_("participants"), N_("minutes saved")),
    ),
)
NAMES = {row.slug: row.name for row in PLATFORMS}
PLATFORM_NAMES = frozenset(NAMES.values())
METRICS = frozenset(metric for row in PLATFORMS for metric in row.metrics)

# Host of a link to the slug of its platform
HOSTS = {
    "facebook.com": "facebook",
    "fb.com": "facebook",
    "fb.watch": "facebook",
    "fb.me": "facebook",
    "m.me": "facebook",
    "messenger.com": "facebook",
    "instagram.com": "instagram",
    "instagr.am": "instagram",
    "ig.me": "instagram",
    "linkedin.com": "linkedin-page",
    "lnkd.in": "linkedin-page",
    "x.com": "x",
    "twitter.com": "x",
    "t.co": "x",
    "threads.net": "threads",
    "threads.com": "threads",
    "bsky.app": "bluesky",
    "mastodon.social": "mastodon",
    "mastodon.online": "mastodon",
    "mstdn.social": "mastodon",
    "helvede.net": "mastodon",
    "expressional.social": "mastodon",
    "norrebro.space": "mastodon",
    "social.data.coop": "mastodon",
    "mastodon.dk": "mastodon",
    "tiktok.com": "tiktok",
    "youtube.com": "youtube",
    "youtu.be": "youtube",
    "reddit.com": "reddit",
    "redd.it": "reddit",
    "snapchat.com": "snapchat",
}
