"""Renders user texts as safe HTML: Markdown and search hits."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

import nh3
from flask import Flask, g, url_for
from markupsafe import Markup, escape
from wtforms.widgets import Input, core
from wtforms.widgets.core import clean_key

from tracker import markdown as markdown_text
from tracker.plaintext import within_quotes
from tracker.web.responses import site_path

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
# Whatever may mean something in Markdown, in HTML or to the finder of addresses
MEANS_MORE = re.compile(
    r"[^\w ,.;:!?'()%…–—’“”\n-]|_|[ \n]{2}|\n[\W\d]|\A[\W\d]|[ \n]\Z|www\.",
    re.IGNORECASE,
)


def init_app(app: Flask) -> None:
    app.jinja_env.filters.update(marked=marked, excerpt=excerpt, markdown=markdown)
    app.jinja_env.filters["within_quotes"] = within_quotes
    app.jinja_env.filters["site_path"] = site_path
    core.html_params = html_attributes
    Input.html_params = staticmethod(html_attributes)


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


def excerpt_of_markdown(text: str | None, length: int = 220) -> str:
    """An excerpt of the words, without the marks of Markdown."""
    return excerpt(markdown_text.plain(text), length)


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
    leave no trace of where they came from. Every text of several lines is shown so.

    Args:
        names: Person's id to name, for those who are mentioned as ``@[person:12]``;
            each becomes a link to the person.
    """
    root = ""
    if names:
        root = site_path("")
    pairs = tuple(sorted((names or {}).items()))
    return _rendered((text or "")[: markdown_text.LONGEST], pairs, root)


@lru_cache(maxsize=512)
def _rendered(text: str, names: tuple[tuple[int, str], ...], root: str) -> Markup:
    """The HTML of a text; links to people begin with the root of the site."""
    if text and not MEANS_MORE.search(text):  # as most of what people write
        return Markup("<p>" + text.replace("\n", "<br>\n") + "</p>\n")
    return Markup(_cleaned(text, names))


def _cleaned(text: str, names: tuple[tuple[int, str], ...] = ()) -> str:
    return nh3.clean(
        markdown_text.html(text, dict(names), _page_of),
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    )


def _page_of(person: int) -> str:
    return url_for("accounts.person", id=person)


def html_attributes(**values) -> Markup:
    """`html_params` of WTForms with the same answers: that one makes two texts that know
    that they are HTML of each attribute, which took a third of a form's time.
    """
    parts = []
    for name, value in sorted(values.items()):
        name = clean_key(name)
        if value is True:
            parts.append(name)
        elif value is not False:
            text = str(escape(value)).replace('"', "&quot;")
            parts.append(f'{name}="{text}"')
    return Markup(" ".join(parts))
