"""The product's code and templates, each parsed once for all the tests that look through
them; none changes what it is given.
"""

from __future__ import annotations

import ast
import gc
from functools import cache

from jinja2 import Environment, nodes

EXTENSIONS = (
    "jinja2.ext.i18n",
    "jinja2.ext.do",
    "webassets.ext.jinja2.AssetsExtension",
)


@cache
def parsed(source: str) -> ast.Module:
    """The syntax tree of a source."""
    tree = ast.parse(source)
    gc.freeze()  # it stays, and the collector would look at all of it again and again
    return tree


@cache
def nodes_of(tree: ast.AST) -> tuple[ast.AST, ...]:
    """Everything in a syntax tree, as `ast.walk` finds it: a list is looked through ten
    times as fast.
    """
    return tuple(ast.walk(tree))


@cache
def calls_in(tree: ast.AST) -> tuple[ast.Call, ...]:
    """The calls in a syntax tree."""
    return tuple(node for node in nodes_of(tree) if isinstance(node, ast.Call))


@cache
def parsed_template(source: str) -> nodes.Template:
    """The syntax tree of a template."""
    template = _environment().parse(source)
    gc.freeze()
    return template


@cache
def found_in(
    template: nodes.Template, kind: type[nodes.Node]
) -> tuple[nodes.Node, ...]:
    """What there is of a kind in a template."""
    return tuple(template.find_all(kind))


@cache
def _environment() -> Environment:
    return Environment(extensions=EXTENSIONS)
