"""Markdown as people's texts are shown: on pages, in PDFs and in mails alike.

CommonMark without what changes plain words. A date or a number at the start of a line
is no list, a backslash stays, a line of dashes makes no heading, a tab no code block,
and addresses are links.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from linkify_it import LinkifyIt
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from tracker.markdown_lines import SHIELD, shielded
from tracker.web_address import with_scheme

MENTION = re.compile(r"@\[person:([0-9]{1,9})\]")
LONGEST = 20_000
_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_MAIL = re.compile(r"[^\s@/:]+@(?:[\w-]+\.)+[^\W\d_]{2,}$")
_LOCAL = r"[a-zA-Z0-9_][a-zA-Z0-9_.+&=$-]{0,63}"
_SHOWN = re.compile(r"(?:https?://|mailto:)[^/\s]|/(?!/)|#", re.IGNORECASE)
_WEB = re.compile(r"(?:[\w-]+\.)+[\w-]{2,}(?::\d+)?(?:[/?#][^\s<>]*)?")


def tokens(text: str | None, names: Mapping[int, str] | None = None) -> list[Token]:
    """The block tokens of a text of at most 20,000 characters.

    Args:
        names: Person's id to name, for those who are mentioned as ``@[person:12]``.
    """
    return _parser.parse((text or "")[:LONGEST], {"names": names or {}})


def html(
    text: str,
    names: Mapping[int, str] | None = None,
    person_link: Callable[[int], str] | None = None,
) -> str:
    """The text as HTML, before it is cleaned.

    Args:
        person_link: The address of a person who is mentioned; without it, only the name.
    """
    env = {"names": names or {}, "person_link": person_link}
    return _parser.render(text[:LONGEST], env)


def plain(text: str | None, names: Mapping[int, str] | None = None) -> str:
    """The text without its marks, for mails and excerpts; a link's address stays where
    it is not the link's own words.
    """
    out = []
    for token in tokens(text, names):
        if token.type == "inline":
            out.append("".join(_words(token.children or [])))
        elif token.type in ("fence", "code_block"):
            out.append(token.content.rstrip("\n"))
        elif token.type == "hr":
            out.append("---")
        elif token.type == "list_item_open":
            out.append(f"{token.info}. " if token.info else "- ")
    return re.sub(r"(?m)^((?:- |\d+\. )+)\n", r"\1", "\n".join(out))


def _words(children: list[Token]):
    """The words of a line, and behind a link's words its address."""
    href = ""
    for token in children:
        piece = token.content
        if token.type in ("softbreak", "hardbreak"):
            piece = "\n"
        if token.tag == "del":
            piece = "~~"
        if token.type == "link_open":
            href = str(token.attrs["href"])
        elif token.type == "link_close" and token.info != "auto":
            yield f" ({href})"
        yield piece


def _is_within_word(state: StateInline, end: int) -> bool:
    """Whether stars stand between two digits, or one between letters: kolleg*er."""
    before = state.src[state.pos - 1 : state.pos]
    following = state.src[end : end + 1]
    if before.isdigit() and following.isdigit():
        return True
    return end - state.pos == 1 and before.isalnum() and following.isalnum()


def _times(state: StateInline, silent: bool) -> bool:
    """Inline rule: a star between two digits multiplies, and one in a word is a letter."""
    end = state.pos
    while state.src[end : end + 1] == "*":
        end += 1
    if end == state.pos or not _is_within_word(state, end):
        return False
    if not silent:
        state.pending += state.src[state.pos : end]
    state.pos = end
    return True


def _backslash(state: StateInline, silent: bool) -> bool:
    """Inline rule: a backslash takes a sign's meaning, and stays itself."""
    pos = state.pos
    following = state.src[pos + 1 : pos + 2]
    if state.src[pos] != "\\" or following not in _PUNCTUATION:
        return False
    if not silent:
        state.pending += "\\" + following
    state.pos += 2
    return True


def _mention(state: StateInline, silent: bool) -> bool:
    """Inline rule for mentions; runs before links."""
    found = MENTION.match(state.src, state.pos)
    name = found and state.env.get("names", {}).get(int(found[1]))
    if not name:
        return False
    if not silent:
        token = state.push("mention", "", 0)
        token.content = f"@{name}"
        token.meta = {"person": int(found[1]), "linked": state.linkLevel > 0}
    state.pos = found.end()
    return True


def _shield(state: StateCore) -> None:
    """Core rule: what looks like a mark at the start of a line and is none."""
    state.src = shielded(state.src)


def _unshield(state: StateCore) -> None:
    for token in state.tokens:
        for part in [token] + (token.children or []):
            part.content = part.content.replace(SHIELD, "")


def _name_elements(state: StateCore) -> None:
    """Core rule: struck text is <del>, and a page's own headings stay above a text's."""
    for token in state.tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = "h3" if token.tag == "h1" else "h4"
        for part in token.children or []:
            if part.tag == "s":
                part.tag = "del"


def _whole(address: str) -> str:
    """The address as a browser wants it: https:// before a host, mailto: before a mail."""
    if _MAIL.match(address):
        address = f"mailto:{address}"
    return _normalized(with_scheme(address))


def _show_person(renderer, tokens, index, options, env) -> str:
    from markupsafe import escape

    token = tokens[index]
    link = env.get("person_link")
    if token.meta["linked"] or not link:
        return str(escape(token.content))
    return f'<a href="{link(token.meta["person"])}">{escape(token.content)}</a>'


def _web_length(_linkifier, text: str, pos: int) -> int:
    """How far an address goes on behind its www.; behind a backslash it is a folder."""
    found = _WEB.match(text, pos)
    if not found or text[pos - 5 : pos - 4] == "\\":
        return 0
    return len(found[0].rstrip("?!.,:;*_~'\"”»)"))


def _with_https(_linkifier, match) -> None:
    match.url = f"https://{match.url}"


def _linkifier() -> LinkifyIt:
    """Finds addresses in words: with http, with www, and mail addresses.

    Names with a dot are none: "godt.Vi" lacks a space.
    """
    linkifier = LinkifyIt(options={"fuzzy_link": False})
    linkifier.add("www.", {"validate": _web_length, "normalize": _with_https})
    for scheme in ("ftp:", "//"):
        linkifier.add(scheme, None)
    # A mail address may end in any word, as .example or an organisation's own
    linkifier.tlds(r"[^\W\d_]{2,24}")
    # And "Mail:a@b.dk;c@d.dk" has two, of which none begins with a word before a colon
    found = linkifier.re["email_fuzzy"].replace(linkifier.re["src_email_name"], _LOCAL)
    linkifier.re["email_fuzzy"] = found.replace("(^|", "(^|[:;,]|", 1)
    return linkifier


_parser = (
    MarkdownIt("commonmark", {"html": False, "breaks": True, "linkify": True})
    .enable(["strikethrough", "linkify"])
    .disable(["image", "entity", "reference", "lheading", "code", "escape"])
)
_normalized = _parser.normalizeLink
_parser.linkify = _linkifier()
_parser.normalizeLink = _whole
_parser.normalizeLinkText = lambda address: address
_parser.validateLink = lambda address: bool(_SHOWN.match(address))
_parser.inline.ruler.before("link", "mention", _mention)
_parser.inline.ruler.before("escape", "backslash", _backslash)
_parser.inline.ruler.before("strikethrough", "times", _times)
_parser.core.ruler.after("normalize", "shield", _shield)
_parser.core.ruler.push("unshield", _unshield)
_parser.core.ruler.push("name_elements", _name_elements)
_parser.add_render_rule("mention", _show_person)
