"""Renders user texts as safe HTML: plain text, Markdown and search hits."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

import nh3
from flask import Flask, g, url_for
from markdown_it import MarkdownIt
from markupsafe import Markup, escape

TAGS = {
    "p",
    "br",
    "em",
    "strong",
    "a",
    "ul",
    "ol",
    "li",
    "blockquote",
    "code",
    "pre",
    "del",
    "h3",
    "h4",
    "hr",
}
MENTION = re.compile(r"@\[person:([0-9]{1,9})\]")
_markdown = (
    MarkdownIt("commonmark", {"html": False, "breaks": True})
    .enable(["strikethrough"])
    .disable(["image"])
)


def init_app(app: Flask) -> None:
    app.jinja_env.filters.update(
        prose=prose, marked=marked, excerpt=excerpt, markdown=markdown
    )


def prose(text: str | None) -> Markup:
    """Plain text as paragraphs; a single line break stays one."""
    paragraphs = [
        part.strip("\n")
        for part in (text or "").replace("\r\n", "\n").split("\n\n")
        if part.strip()
    ]
    return Markup("").join(
        Markup("<p>{}</p>").format(Markup("<br>").join(part.split("\n")))
        for part in paragraphs
    )


def marked(text: str | None) -> Markup:
    """A text in which the words of the search are marked."""
    query = g.get("query")
    if not query:
        return escape(text or "")
    html = Markup("")
    for piece, hit in query.marks(text or ""):
        if hit:
            html += Markup("<mark>{}</mark>").format(piece)
        else:
            html += escape(piece)
    return html


def excerpt(text: str | None, length: int = 220) -> str:
    """The part of a long text around the first hit of the search."""
    text = " ".join((text or "").split())
    if len(text) <= length:
        return text
    start = max(0, min(_first_hit(text) - length // 3, len(text) - length))
    if start:
        start = text.find(" ", start) + 1
    end = start + length
    kept = text[start:end]
    if end < len(text):
        kept = kept.rpartition(" ")[0] or kept
    shown = kept
    if start:
        shown = f"… {shown}"
    if start + len(kept) < len(text):
        shown = f"{shown} …"
    return shown


def _first_hit(text: str) -> int:
    """Where the first word that the reader searched for begins; 0 without one."""
    query = g.get("query")
    if not query:
        return 0
    pieces = query.marks(text)
    if len(pieces) > 1 and not pieces[0][1]:
        return len(pieces[0][0])
    return 0


def markdown(text: str | None, names: Mapping[int, str] | None = None) -> Markup:
    """Markdown of at most 20,000 characters; HTML in it is shown, not run, and links
    leave no trace of where they came from.

    Args:
        names: Person's id to name, for those who are mentioned as ``@[person:12]``;
            each becomes a link to the person.
    """
    return _rendered((text or "")[:20_000], tuple(sorted((names or {}).items())))


@lru_cache(maxsize=512)
def _rendered(text: str, names: tuple[tuple[int, str], ...]) -> Markup:
    html = _markdown.render(text, {"names": dict(names)})
    html = (
        html.replace("<h1>", "<h3>")
        .replace("</h1>", "</h3>")
        .replace("<h2>", "<h4>")
        .replace("</h2>", "</h4>")
    )
    return Markup(
        nh3.clean(
            html,
            tags=TAGS,
            attributes={"a": {"href"}},
            url_schemes={"http", "https", "mailto"},
            link_rel="noopener noreferrer nofollow",
        )
    )


def _mention(state, silent: bool) -> bool:
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


def _link_to_person(renderer, tokens, index, options, env) -> str:
    token = tokens[index]
    name = escape(token.content)
    if token.meta["linked"]:
        return name
    return f'<a href="{url_for("accounts.person", id=token.meta["person"])}">{name}</a>'


_markdown.inline.ruler.before("link", "mention", _mention)
_markdown.add_render_rule("mention", _link_to_person)
