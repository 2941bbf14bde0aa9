"""Rules of addresses whose builders are compiled when a link needs them."""

from __future__ import annotations

from collections.abc import Callable

from werkzeug.routing import Rule


class UrlRule(Rule):
    """A rule that compiles its two builders of addresses at the first address.

    Werkzeug compiles both for every rule at start, which is most of what putting the
    product together costs; a process needs few of them.
    """

    def _compile_builder(self, append_unknown: bool = True) -> Callable:
        name = "_build"
        if append_unknown:
            name = "_build_unknown"
        compiled = super()._compile_builder

        def build(rule: UrlRule, /, **values) -> tuple[str, str]:
            builder = compiled(append_unknown).__get__(rule, None)
            setattr(rule, name, builder)
            return builder(**values)

        return build
