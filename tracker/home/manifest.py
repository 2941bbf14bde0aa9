"""The web app manifest: the product as an app on a phone."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext as _

from tracker.web.i18n import locale_code

PAPER = "#fdfcf8"
INK = "#0b6079"


def installable(organisation: str) -> dict:
    """The manifest, in the reader's language; nothing in it is of a person."""
    return {
        "id": url_for("home.home"),
        "name": f"Forsøg · {organisation}",
        "short_name": "Forsøg",
        "description": _("Attempts, and what they taught us."),
        "lang": locale_code(),
        "start_url": url_for("home.home"),
        "scope": url_for("home.home"),
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": INK,
        "icons": [
            _icon("icon-192.png", "192x192", "any"),
            _icon("icon-512.png", "512x512", "any"),
            _icon("icon-maskable-512.png", "512x512", "maskable"),
            _icon("favicon.svg", "any", "any"),
        ],
        "shortcuts": [
            {"name": _("I want to try something"), "url": url_for("experiments.new")},
            {"name": _("Has anyone tried …?"), "url": url_for("experiments.index")},
        ],
        "share_target": {
            "action": url_for("shared_posts.share"),
            "method": "POST",
            "enctype": "multipart/form-data",
            "params": {
                "title": "title",
                "text": "text",
                "url": "url",
                "files": [{"name": "pictures", "accept": ["image/*"]}],
            },
        },
    }


def _icon(name: str, sizes: str, purpose: str) -> dict[str, str]:
    kind = "image/png"
    if name.endswith(".svg"):
        kind = "image/svg+xml"
    address = url_for("static", filename=f"img/{name}")
    return {"src": address, "sizes": sizes, "type": kind, "purpose": purpose}
