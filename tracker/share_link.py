"""Share links: what tells in them who shared the post is taken out.

A leaf: forms of every feature and imports take it out from here.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit, urlunsplit

# Parameters that only count clicks, or name the sharer, whatever the site
ANYWHERE = frozenset(
    "igsh igshid fbclid gclid gbraid wbraid dclid gclsrc msclkid yclid twclid ttclid"
    " li_fat_id mc_cid mc_eid mkt_tok _hsenc _hsmi vero_id oly_enc_id oly_anon_id"
    " sec_user_id sec_uid share_app_id share_author_id share_link_id share_iid"
    " share_item_id social_share_type ug_btm u_code is_from_webapp is_copy_url"
    " sender_device sender_web_id mibextid rdid sfnsn wtsid __tn__ xmt slof".split()
)
# And those that begin like this
BEGINNINGS = ("utm_", "__cft__", "hsa_", "pk_", "mtm_")
# Parameters that mean this on one site, and perhaps something else on another
ON_SITE = {
    "youtube.com": "si pp feature ab_channel",
    "youtu.be": "si pp feature",
    "spotify.com": "si context nd",
    "x.com": "s t ref_src ref_url cxt",
    "twitter.com": "s t ref_src ref_url cxt",
    "instagram.com": "ig_mid ig_rid img_index_source",
    "facebook.com": "share_url ref refid paipv eav notif_id notif_t",
    "tiktok.com": "_r _t _d user_id tt_from checksum sharer_language timestamp k",
    "linkedin.com": "trk trackingId rcm lipi lici midToken midSig originalReferer",
    "pinterest.com": "invite_code sender sfo",
    "snapchat.com": "share_id sid sender",
    "reddit.com": "share_id ref ref_source",
}

# A web address in a text, without what ends the sentence or the Markdown around it
_LINK = re.compile(
    r"https?://[^\s<>\"'()\[\]{}]*[^\s<>\"'()\[\]{}.,;:!?]", re.IGNORECASE
)


def without_sharers(text: str) -> str:
    """The text whose web addresses do not tell who shared them."""
    if "?" not in text or "://" not in text:
        return text
    return _LINK.sub(lambda link: without_sharer(link[0]), text)


def without_sharer(url: str | None) -> str:
    """The web address without the parameters that tell who shared it.

    Everything else stays letter for letter. What is no web address is left alone.
    """
    url = url or ""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return url
    if parts.scheme.lower() not in ("http", "https") or not parts.query:
        return url
    own = _on_site(host)
    kept = [pair for pair in parts.query.split("&") if not _tells(pair, own)]
    if len(kept) == len(parts.query.split("&")):
        return url
    return urlunsplit(parts._replace(query="&".join(kept)))


def _tells(pair: str, own: frozenset[str]) -> bool:
    name = pair.partition("=")[0]
    return (
        name.lower() in ANYWHERE
        or name.lower().startswith(BEGINNINGS)
        or name.casefold() in own
    )


def _on_site(host: str) -> frozenset[str]:
    """The lower-case names of the parameters that tell who shared on this host."""
    for site, names in ON_SITE.items():
        if host == site or host.endswith(f".{site}"):
            return frozenset(names.casefold().split())
    return frozenset()
