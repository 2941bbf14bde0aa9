"""A browser in words, from what it says of itself: enough to know one's own phone again."""

from __future__ import annotations

from tracker.core.validation import N_

# The first that fits: browsers name those they descend from as well.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Vivaldi", "Vivaldi"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Chromium", "Chromium"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)
UNKNOWN = N_("A browser we do not know")
ON = N_("%(browser)s on %(system)s")


def device(agent: str) -> tuple[str, dict]:
    """What a session was opened on: a message of the catalogue, and what to fill in."""
    browser = next((name for mark, name in BROWSERS if mark in agent), None)
    system = next((name for mark, name in SYSTEMS if mark in agent), None)
    if browser and system:
        return ON, {"browser": browser, "system": system}
    return (browser or system or UNKNOWN), {}
