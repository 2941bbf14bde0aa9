"""A message is a literal: what people write is never looked up in the catalogue, and
never formatted.
"""

import ast
import re
from pathlib import Path

from jinja2 import nodes

from tests.examples import for_each
from tests.sources import found_in, nodes_of, parsed, parsed_template
from tracker.app import folder

HOME = Path(__file__).parent.parent
CODE = sorted((HOME / "tracker").rglob("*.py"))
TEMPLATES = sorted(
    path
    for path in folder("templates").rglob("*.*")
    if path.suffix in (".html", ".txt")
)
ONE = {"_", "gettext", "lazy_gettext"}
MANY = {"ngettext", "lazy_ngettext"}
OTHERS = {
    "pgettext",
    "npgettext",
    "lazy_pgettext",
    "lazy_npgettext",
    "dgettext",
    "lazy_string",
}
# Without one of these a module has no way into the catalogue
WAYS = re.compile(r"flask_babel|N_|Markup|Template")
# Without these, none is called, and in no f-string
CALLED = re.compile(r"\b(?:_|N_|_l|(?:lazy_)?n?gettext)\s*\(")
IN_F_STRING = re.compile(r"\b[rR]?[fF][rR]?[\"']")
# The one place that looks up what is no literal: a message that N_ marked, or a name
# that came ready.
LOOKS_UP = {("tracker/web/i18n.py", "translated")}
# What is Markup and no literal: drawn or cleaned by us.
DRAWN = {
    ("tracker/web/markup.py", "_rendered"),
    ("tracker/web/templates.py", "rendered_part"),
    ("tracker/web/templates.py", "visit_Call"),
    ("tracker/web/markup.py", "html_attributes"),
    ("tracker/dashboard/views/measures.py", "_drawn"),
    ("tracker/lessons/views/poster.py", "code_for"),
    ("tracker/lessons/views/__init__.py", "outcome_signs"),
}


def of(path: Path) -> str:
    return path.relative_to(HOME).as_posix()


def test_every_message_in_a_template_is_a_literal():
    assert [
        found for path in TEMPLATES for found in in_template(path.read_text(), of(path))
    ] == []


def test_every_message_in_code_is_a_literal():
    assert [
        found for path in CODE for found in in_code(path.read_text(), of(path))
    ] == []


@for_each(
    [
        "{{ _(name) }}",
        "{{ ngettext('%(num)s x', many, n) }}",
        "{{ _('a ' ~ name) }}",
        "{{ names|map('gettext')|join }}{{ names|map(gettext) }}",
        "{{ _('%(n)s x') % name }}",
        "{{ name|format(1) }}",
        "{{ name|safe }}",
        "{{ platform.name|translated }}",
        "{% set say = _ %}",
    ]
)
def test_what_would_be_found_in_a_template(template):
    assert in_template(template, "x.html")


@for_each(
    [
        "from flask_babel import gettext as _\n_(name)",
        "from flask_babel import gettext\nmap(gettext, names)",
        "from flask_babel import ngettext\nngettext('a', b, 2)",
        "from flask_babel import lazy_gettext as _l\nx = _l(f'a {b}')",
        "import flask_babel\nflask_babel.gettext(a)",
        "from flask_babel import gettext as _\nf'{_(\"a\")}'",
        "from flask_babel import gettext as _\n_('a %(b)s') % {'b': 1}",
        "from flask_babel import gettext as _\n_('a {b}').format(b=1)",
        "from tracker.core.validation import N_\nN_(name)",
        "from markupsafe import Markup\nMarkup(name)",
        "from string import Template",
    ]
)
def test_what_would_be_found_in_code(code):
    assert in_code(code, "tracker/x.py")


def in_template(source: str, name: str) -> list[str]:
    """What of a template gives the catalogue, or the page, something else than a literal."""
    tree = parsed_template(source)
    found = []
    called = set()
    for call in found_in(tree, nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in ONE | MANY | OTHERS:
            called.add(id(call.node))
            texts = call.args[: 2 if call.node.name in MANY else 1]
            fine = (
                call.node.name in ONE | MANY
                and texts
                and all(isinstance(text, nodes.Const) for text in texts)
            )
            found += [] if fine else [call]
    found += [
        it
        for it in found_in(tree, nodes.Name)
        if it.name in ONE | MANY | OTHERS and id(it) not in called
    ]
    found += [
        it
        for it in found_in(tree, nodes.Mod)
        if id(getattr(it.left, "node", None)) in called
    ]
    for it in found_in(tree, nodes.Filter):
        named = any(
            isinstance(arg, nodes.Const) and arg.value in ONE | MANY for arg in it.args
        )
        literal = isinstance(it.node, nodes.Const)
        found += (
            [it] if named or (it.name in ("format", "safe") and not literal) else []
        )
        found += (
            [it]
            if it.name == "translated"
            and isinstance(it.node, nodes.Getattr)
            and it.node.attr == "name"
            else []
        )
    return [f"{name}:{it.lineno}" for it in found]


def in_code(source: str, name: str) -> list[str]:
    """What of a module gives the catalogue something else than a literal, or formats a
    text of the catalogue a second time.
    """
    if not WAYS.search(source):
        return []
    tree = parsed(source)
    ours = _names_of(tree)
    calls = _calls(tree)
    found = [
        call
        for call, inside in calls
        if _is_wrong(call, ours) and (name, inside) not in LOOKS_UP
    ]
    called = {id(call.func) for call, _ in calls}
    for it in nodes_of(tree):
        if (
            isinstance(it, ast.Name)
            and it.id in ours
            and id(it) not in called
            and isinstance(it.ctx, ast.Load)
        ):
            found.append(it)
        if isinstance(it, ast.JoinedStr):
            found += [call for call, _ in _calls(it) if _short(call.func) in ours]
        if (
            isinstance(it, ast.BinOp)
            and isinstance(it.op, ast.Mod)
            and _is_said(it.left, ours)
        ):
            found.append(it)
        if (
            isinstance(it, ast.Attribute)
            and it.attr == "format"
            and _is_said(it.value, ours)
        ):
            found.append(it)
        if (
            isinstance(it, ast.ImportFrom)
            and it.module == "string"
            and any(one.name == "Template" for one in it.names)
        ):
            found.append(it)
    for call, inside in calls:
        if (
            _short(call.func) == "Markup"
            and call.args
            and not isinstance(call.args[0], ast.Constant)
        ):
            found += [] if (name, inside) in DRAWN else [call]
    return [f"{name}:{it.lineno}" for it in found]


def _names_of(tree) -> dict[str, str]:
    """Names in a module that stand for a way into the catalogue: ours to theirs."""
    names = {}
    for it in nodes_of(tree):
        if isinstance(it, ast.ImportFrom) and it.module in (
            "flask_babel",
            "tracker.core.validation",
        ):
            names |= {
                one.asname or one.name: one.name
                for one in it.names
                if one.name in ONE | MANY | OTHERS | {"N_"}
            }
        if isinstance(it, ast.Import) and any(
            one.name == "flask_babel" for one in it.names
        ):
            names |= {one: one for one in ONE | MANY | OTHERS}
    return names


def _calls(tree) -> list[tuple[ast.Call, str]]:
    """Every call, with the function that it stands in."""
    found = []

    def walk(node, inside: str) -> None:
        inside = node.name if isinstance(node, ast.FunctionDef) else inside
        if isinstance(node, ast.Call):
            found.append((node, inside))
        for value in vars(
            node
        ).values():  # `iter_child_nodes` takes three times as long
            if isinstance(value, list):
                for child in value:
                    if isinstance(child, ast.AST):
                        walk(child, inside)
            elif isinstance(value, ast.AST):
                walk(value, inside)

    walk(tree, "")
    return found


def _short(function) -> str:
    return getattr(function, "id", getattr(function, "attr", ""))


def _is_said(node, ours) -> bool:
    return isinstance(node, ast.Call) and _short(node.func) in ours


def _is_wrong(call: ast.Call, ours) -> bool:
    kind = ours.get(_short(call.func))
    texts = call.args[: 2 if kind in MANY else 1]
    literal = texts and all(
        isinstance(text, ast.Constant) and isinstance(text.value, str) for text in texts
    )
    return kind is not None and (kind in OTHERS or not literal)


def test_no_message_stands_within_an_f_string():
    """Not every reader of sources finds it there, and then it has no translation."""
    found = []
    for path in CODE:
        source = path.read_text()
        if not (CALLED.search(source) and IN_F_STRING.search(source)):
            continue
        for node in nodes_of(parsed(source)):
            if isinstance(node, ast.JoinedStr):
                found += [
                    (of(path), node.lineno)
                    for call in ast.walk(node)
                    if _translates(call)
                ]
    assert found == []


def _translates(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
        return False
    return node.func.id in ONE | MANY | {"N_", "_l"}
