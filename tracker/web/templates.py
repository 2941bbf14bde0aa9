"""Templates, compiled once for each language.

A message that a template names by a literal becomes a part of the compiled template, so
that no page looks up some hundred words, one by one, for each reader.
"""

from __future__ import annotations

import re
from types import FunctionType, MethodType

from flask import Flask, current_app, g
from flask.templating import Environment
from flask_babel import force_locale, get_locale, get_translations
from flask_wtf.csrf import generate_csrf
from jinja2 import Template, nodes
from jinja2.runtime import Context, Macro
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from tracker.request_times import request_times
from tracker.web import page_url
from tracker.web.i18n import LANGUAGES, in_danish

FUNCTIONS = (FunctionType, MethodType)
INDENTATION = re.compile(r"[ \t]*\n[ \t\n]*|^[ \t]{2,}")


class PlainTemplate(Template):
    """A template whose macros are the same for every page that imports them.

    Jinja compares the globals of both at each import, some fifty times a page; here no
    template is loaded with globals of its own.
    """

    def _get_default_module(self, ctx=None):
        return super()._get_default_module()


class QuickContext(Context):
    """A context that calls what a template names without asking what it is first: nearly
    always a macro, or a function that wants nothing of the context.
    """

    def call(self, called, /, *args, **kwargs):
        kind = type(called)
        if kind is Macro:
            args = (self.eval_ctx, *args)
        elif kind not in FUNCTIONS or hasattr(called, "jinja_pass_arg"):
            return super().call(called, *args, **kwargs)
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        return called(*args, **kwargs)


class TranslatedEnvironment(Environment):
    """A Jinja environment; with a `language`, messages are translated as it compiles."""

    language = ""
    template_class = PlainTemplate
    context_class = QuickContext

    def _generate(self, source, name, filename, defer_init=False):
        if self.language and self._escapes(name):
            with force_locale(self.language):
                source = _Translation(get_translations()).visit(source)
        return super()._generate(source, name, filename, defer_init)

    def _escapes(self, name: str | None) -> bool:
        if callable(self.autoescape):
            return self.autoescape(name)
        return self.autoescape


class _Translation(NodeTransformer):
    """Puts the translation in the place of each `_("…")` that has nothing to fill in, does
    the same with `in_danish()`, and leaves out the indentation, which no page shows.
    """

    def __init__(self, translations):
        self.translations = translations

    def visit_TemplateData(self, node: nodes.TemplateData) -> nodes.Node:
        if "<pre" not in node.data and "<textarea" not in node.data:
            node.data = INDENTATION.sub(_shortest, node.data)
        return node

    def visit_Call(self, node: nodes.Call) -> nodes.Node:
        node = self.generic_visit(node)
        named = isinstance(node.node, nodes.Name) and node.node.name
        filled = node.kwargs or node.dyn_args or node.dyn_kwargs
        if named == "in_danish":
            return nodes.Const(in_danish(), lineno=node.lineno)
        if filled or named != "_" or len(node.args) != 1:
            return node
        message = node.args[0]
        if not isinstance(message, nodes.Const):
            return node
        # As Jinja does: every message is a format, also one that is filled with nothing
        text = Markup(self.translations.ugettext(message.value)) % {}
        return nodes.Const(text, lineno=node.lineno, environment=node.environment)


def _shortest(indentation: re.Match) -> str:
    """What stands between two words in place of an indentation."""
    if "\n" in indentation[0]:
        return "\n"
    return " "


def init_app(app: Flask) -> None:
    """Make an environment for each language beside the app's own, which has none."""
    page_url.init_app(app)
    app.jinja_env.globals["csrf_token"] = _csrf_token
    app.extensions["environments"] = {}
    for language in LANGUAGES:
        # Without a limit: there are more templates than the 400 that Jinja would keep
        environment = app.jinja_env.overlay(cache_size=-1)
        environment.language = language
        app.extensions["environments"][language] = environment


def _csrf_token() -> str:
    """The form token of the session, which a page asks for some ten times."""
    return g.get("csrf_token") or generate_csrf()


def rendered(template: str, /, **context) -> str:
    """A template as a page of the reader's language.

    Raises:
        TemplateNotFound: There is no template of that name.
    """
    app = current_app._get_current_object()
    environment = app.extensions["environments"][get_locale().language]
    app.update_template_context(context)
    found = environment.get_template(template)
    if times := request_times.get():
        with times.template():
            return found.render(context)
    return found.render(context)


def rendered_macro(template: str, name: str, *values) -> Markup:
    """A macro of a template in the reader's language."""
    environment = current_app.extensions["environments"][get_locale().language]
    return getattr(environment.get_template(template).module, name)(*values)


def rendered_part(template: str, /, **values) -> Markup:
    """A template in the reader's language that sees these values, and nothing of a page."""
    environment = current_app.extensions["environments"][get_locale().language]
    return Markup(environment.get_template(template).render(values))
