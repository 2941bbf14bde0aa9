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
    return _all_below(tree, ast.AST)


def _all_below(root, kind: type) -> tuple:
    """A node and all nodes below it. Neither library looks for them as quickly."""
    found = [root]
    for node in found:  # which grows
        for value in vars(node).values():
            if isinstance(value, kind):
                found.append(value)
            elif isinstance(value, list):
                found += [one for one in value if isinstance(one, kind)]
    return tuple(found)


@cache
def texts_in(tree: ast.AST) -> tuple[str, ...]:
    """The texts in a syntax tree that are no docstrings, each once."""
    told = {
        node.body[0].value
        for node in nodes_of(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return tuple(
        {
            node.value
            for node in nodes_of(tree)
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and node not in told
        }
    )


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
    return tuple(node for node in _nodes_in(template) if isinstance(node, kind))


@cache
def _nodes_in(template: nodes.Template) -> tuple[nodes.Node, ...]:
    return _all_below(template, nodes.Node)


@cache
def _environment() -> Environment:
    return Environment(extensions=EXTENSIONS)
