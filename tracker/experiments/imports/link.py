"""The web addresses in a cell."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tracker.plaintext import plain_text
from tracker.share_link import without_sharer
from tracker.tables import LinkedText

# How names of hosts end: in a country, or in a word
_ENDS = (
    "ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo"
    " br bs bt bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm"
    " do dz ec ee eg er es et eu fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr"
    " gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki"
    " km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo"
    " mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph"
    " pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sj sk sl sm sn so"
    " sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk us uy"
    " uz va vc ve vg vi vn vu wf ws ye yt za zm zw"
    " com org net info biz edu gov int name pro app dev page blog shop store online site cloud"
    " digital media news social live events community city berlin hamburg london academy school"
    " university care health global world group team work studio design art photos video games"
    " club link click support help guide wiki xyz one today earth green energy church museum"
    " travel coop aero jobs mobi post tel cat asia example test local"
).split()
_HOST = rf"(?:[a-z0-9æøåéü-]+\.)+(?:{'|'.join(_ENDS)})(?::\d+)?(?![a-z0-9.-])"
_BETWEEN = re.compile(
    r"[\s|<>\"→]+|\]\(|;(?=\s|[\w-]+[.:]|\Z)"
    rf"|,(?=\s|https?:|www\.|\Z|{_HOST}(?:[/?#,;\s]|\Z))"
    r"|(?<=[^\s/=])[+&]?(?=https?://)",
    re.IGNORECASE,
)
# A formula, or a tag of a web page, that holds an address and words
_HELD = re.compile(
    r"(?:=\s*HYPERLINK\(|<a\s[^<>]*href\s*=)\s*[\"']([^\"']+)[\"']", re.IGNORECASE
)
# Names of files, which look like hosts
_FILES = re.compile(
    r"[^/]*\.(?:docx?|xlsx?|pptx?|pdf|csv|txt|zip|html?|png|jpe?g|gif|webp|heic|mp4|mov|od[st])",
    re.IGNORECASE,
)
_DOI = re.compile(r"(?:doi:\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
# A host without https:// in front, as people copy it from a poster
_BARE = re.compile(
    rf"(?:{_HOST}|www\.(?:[a-z0-9æøåéü-]+\.)+[a-z]{{2,24}})(?:[/?#]\S*)?", re.IGNORECASE
)
_WORDS_BETWEEN = frozenset(("og", "and", "+", "&", "/", "-", "–", "•"))
_OPENING = "([{\"'“”„«»‹›`*_"
_CLOSING = ".,:!?\"'“”«»‹›`*]}"
# Words with a point in them that are no hosts: a short form, a day, and an end of a
# sentence without a space after it
_SHORT_FORM = re.compile(
    r"(?:\w\.)+(?:eks|fl|lign|evt)|\d+\.[^\W\d]+|(?![Ww]ww\.)[^/]*[a-zæøå]\.[A-ZÆØÅ][a-zæøå]+"
)
_TWO_SCHEMES = re.compile(r"https?://(?=https?://)", re.IGNORECASE)


@dataclass
class Found:
    """Addresses, and whether the cell has other words too."""

    addresses: list[str] = field(default_factory=list)
    others: bool = False


def web_addresses(text: str) -> Found:
    """The web addresses in a cell.

    There may be several, with or without https://, a DOI, or a hyperlink's target.
    """
    found = Found()
    if isinstance(text, LinkedText):
        found.addresses += map(without_sharer, text.target.split())
        return found
    text = plain_text(text)
    if held := _HELD.findall(text):
        text = " ".join(held)
    for word in _BETWEEN.split(text):
        word = _bare(word)
        if not word:
            continue
        address = _address(word)
        if address:
            found.addresses.append(without_sharer(address))
        elif word not in _WORDS_BETWEEN:
            found.others = True
    return found


def _bare(word: str) -> str:
    """The word without the brackets, quotation marks and full stops around it."""
    word = word.strip().lstrip(_OPENING).rstrip(_CLOSING)
    if word.endswith(")") and word.count(")") > word.count("("):
        word = word[:-1].rstrip(_CLOSING)
    return word


def _address(word: str) -> str | None:
    if word.lower().startswith(("http://", "https://")):
        if word.endswith("…"):
            return None  # it is cut off
        return _TWO_SCHEMES.sub("", word).replace("&amp;", "&")
    if match := _DOI.fullmatch(word):
        return f"https://doi.org/{match[1]}"
    if _SHORT_FORM.fullmatch(word) or _FILES.fullmatch(word):
        return None
    if _BARE.fullmatch(word):
        return "https://" + word.replace("&amp;", "&")
    return None
