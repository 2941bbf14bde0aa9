"""A Markdown text as data of a PDF: the same blocks and words as on the page."""

from __future__ import annotations

from markdown_it.tree import SyntaxTreeNode

from tracker import markdown

_STYLES = {"strong": "strong", "em": "emph", "s": "strike"}


def blocks(text: str | None) -> list[dict]:
    """The blocks of a text, for ``words`` of templates/kit/paper.typ."""
    return _blocks(SyntaxTreeNode(markdown.tokens(text)))


def as_typed(line: str | None) -> list[dict]:
    """A text of one line, whose signs mean nothing, for the same ``words``."""
    if not line:
        return []
    return [{"kind": "paragraph", "runs": [{"text": line}]}]


def _blocks(node: SyntaxTreeNode) -> list[dict]:
    return [_block(child) for child in node.children]


def _block(node: SyntaxTreeNode) -> dict:
    if node.type in ("bullet_list", "ordered_list"):
        return {
            "kind": "list",
            "numbered": node.type == "ordered_list",
            "items": [_blocks(item) for item in node.children],
        }
    if node.type == "blockquote":
        return {"kind": "quote", "blocks": _blocks(node)}
    if node.type in ("fence", "code_block"):
        return {"kind": "code", "text": node.content.rstrip("\n")}
    if node.type == "hr":
        return {"kind": "rule"}
    runs = [run for child in node.children for run in _runs(child, {})]
    return {"kind": node.type, "runs": runs}


def _runs(node: SyntaxTreeNode, style: dict) -> list[dict]:
    """The words of a node, each with how it looks and where it leads."""
    if node.type in ("softbreak", "hardbreak"):
        return [{"text": "\n"}]
    if node.type in _STYLES:
        style = style | {_STYLES[node.type]: True}
    if node.type == "link":
        style = style | {"url": str(node.attrs["href"])}
    if node.type == "code_inline":
        style = style | {"code": True}
    if not node.children:
        return [style | {"text": node.content}]
    return [run for child in node.children for run in _runs(child, style)]
