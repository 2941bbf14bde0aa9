"""Requests made by chance: every route that there is, by both methods and as four
roles, with ids, queries and bodies that nobody means well.

Each is made of a seed alone, so that one that fails can be sent again: ``FUZZ=<seed>
pytest tests/faults/test_fuzzer.py -k seed``.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, partial
from urllib.parse import quote, urlsplit

from wtforms.fields.core import UnboundField

from tests.faults.product import signed_in
from tests.routes import ROUTES
from tests.test_house import UNLISTED, url_to
from tests.web.hostile import Attacker, Form, Sent, _encoded, _uploaded
from tests.web.payloads import BODIES, IDS, PAYLOADS, RAW
from tracker.accounts.models import FormSubmission
from tracker.web import forms

ROLES = {"employee": "alma", "facilitator": "frida", "leader": "leif", "admin": "ada"}
FOREIGN = "a key of another form"
NASTY = (
    *PAYLOADS,
    *(
        "%",
        "%%",
        "100 %",
        "%(x)s",
        "%s",
        "%d%n",
        "{{ 7*7 }}",
        "{% raw %}",
        "\0",
        "\x00a",
        "\ud800",
        "\u202e",
        "\u200f",
    ),
    *(
        "0" * 11 + "1" + "7" * 5000,
        "9" * 5000,
        "-" + "9" * 40,
        str(2**31),
        str(-(2**31) - 1),
        str(2**63),
        "1e999",
        "NaN",
    ),
    *(
        "0",
        "1",
        "2",
        "3",
        "on",
        "y",
        "true",
        "2026-11-23",
        "2026-02-30",
        "0001-01-01",
        "9999-12-31",
        "facebook",
        "en",
        "da",
    ),
    *(
        "#1",
        "#99999999999",
        "/experiments/1",
        "@[person:1]",
        "@[person:999999999]",
        "1,2,3",
        "1~2",
        "x" * 70,
        FOREIGN,
    ),
)
LENGTHS = [len(text.encode("utf-8", "surrogatepass")) for text in NASTY]
MADE_UP = (
    *IDS,
    "1",
    "2",
    "7",
    "999999",
    "2147483647",
    "9999999999",
    "9" * 400,
    "%25",
    "%25s",
    "2026-Q4",
    "9999-Q4",
    "0000-Q1",
)
TYPES = (
    "application/x-www-form-urlencoded",
    "application/json",
    "multipart/form-data",
    "multipart/form-data; boundary=x",
    "text/plain",
    "application/octet-stream",
    "",
)


@dataclass(frozen=True)
class Route:
    """One method of one rule, and the addresses at which it stands for real."""

    method: str
    rule: str
    found: Callable[[], Iterable[str]]

    @cached_property
    def real(self) -> tuple[str, ...]:
        """Rows are made for them: only where one is wanted, which saves a third."""
        return tuple(self.found())


class Fuzzer:
    """Makes and sends the requests; needs the cast in an open transaction.

    Args:
        thorough: Look for forms on every page as everybody, not on every 24th page as
            one of them; and make the same rows for whichever seeds are sent.
    """

    def __init__(self, app, cast, thorough: bool = False):
        self.attacker = Attacker.__new__(Attacker)
        self.attacker.app, self.attacker.client = (
            app,
            app.test_client(use_cookies=False),
        )
        self.attacker.cookies = {
            role: signed_in(app, getattr(cast, name)).cookie
            for role, name in ROLES.items()
        }
        self.attacker.tokens = {
            role: self.attacker.token(getattr(cast, name))
            for role, name in ROLES.items()
        }
        self.routes = [
            Route(
                method,
                rule.rule,
                partial(self._addresses, app, cast, rule, method),
            )
            for rule in sorted(
                app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint)
            )
            for method in ("GET", "POST")
            if method in rule.methods
        ]
        self.fields = sorted(_fields())
        for name in ROLES.values():
            FormSubmission.record(
                getattr(cast, name),
                FOREIGN,
                "something else",
                cast.alma,
                cast.passport.published_at,
            )
        self.attacker.names = []
        if thorough:
            for route in self.routes:
                _ = route.real
        pages = [route for route in self.routes if route.method == "GET"]
        step = 1 if thorough else 24 * len(ROLES)
        self.forms = {}
        for n, role in enumerate(ROLES):
            some = pages[n if step > 1 else 0 :: step]
            there = {address for route in some for address in route.real[:1]}
            self.forms[role] = self._forms(role, sorted(there))

    def made(self, seed: str) -> Sent:
        """The request of a seed."""
        chance = random.Random(seed)
        route = chance.choice(self.routes)
        role = chance.choice(list(ROLES))
        path = (
            chance.choice(route.real)
            if route.real and chance.random() < 0.7
            else self._made_up(route.rule, chance)
        )
        query = self._query(chance) if chance.random() < 0.5 else ""
        if route.method == "GET":
            return Sent(role, "GET", path, query)
        known = self.forms[role].get(_place(path)) or next(
            (
                forms[_place(path)]
                for forms in self.forms.values()
                if _place(path) in forms
            ),
            None,
        )
        return self._body(role, path, query, known, chance)

    def send(self, sent: Sent) -> list[int]:
        """Send it, look at where it leads to, and give the codes of the answers."""
        answer = self.attacker.send(sent)
        codes = [answer.status_code]
        there = answer.headers.get("Location", "")
        answer.close()
        if sent.method == "POST" and codes == [303] and there.startswith("/"):
            seen = self.attacker.send(
                Sent(sent.who, "GET", urlsplit(there)._replace(fragment="").geturl())
            )
            codes.append(seen.status_code)
            seen.close()
        return codes

    def _addresses(self, app, cast, rule, method):
        if rule.endpoint in UNLISTED:
            return
        for name in list(ROUTES.get(f"{method} {rule.endpoint}", {}))[:3]:
            yield url_to(app, rule.endpoint, cast, name)

    def _forms(self, role: str, pages: list[str]) -> dict[str, Form]:
        found = self.attacker.forms(role, pages)
        return {_place(form.action): form for form in found if form.method == "post"}

    def _made_up(self, rule: str, chance: random.Random) -> str:
        return re.sub(r"<[^>]+>", lambda _: chance.choice(MADE_UP), rule)

    def _query(self, chance: random.Random) -> str:
        if chance.random() < 0.2:
            return chance.choice(RAW)
        names = chance.sample(self.fields, chance.randint(1, 6))
        return _encoded(
            [(name, chance.choice(NASTY)[:5_500]) for name in names]
        ).decode()

    def _body(
        self,
        role: str,
        path: str,
        query: str,
        known: Form | None,
        chance: random.Random,
    ) -> Sent:
        kind = chance.random()
        if kind < 0.1:
            content_type, body = chance.choice(BODIES)
            return Sent(role, "POST", path, query, body, content_type)
        pairs = list(known.fields.items()) if known else []
        names = [name for name in known.fields if name != "csrf_token"] if known else []
        for name in chance.sample(
            names, min(len(names), chance.choice((1, 1, 2, 5, 99)))
        ):
            pairs = [
                (key, chance.choice(NASTY) if key == name else value)
                for key, value in pairs
            ]
        if not known or chance.random() < 0.3:
            pairs += [
                (name, chance.choice(NASTY))
                for name in chance.sample(self.fields, chance.randint(1, 12))
            ]
        if chance.random() < 0.2:
            pairs = [pair for pair in pairs if chance.random() < 0.8]
        if chance.random() < 0.2 and pairs:
            pairs += [
                (
                    chance.choice(pairs)[0] + chance.choice(("", "[]", "-0", "[a]")),
                    chance.choice(NASTY),
                )
            ]
        if chance.random() < 0.1:
            pairs = [
                (key, FOREIGN if key == "submission" else value) for key, value in pairs
            ]
        if kind < 0.2:
            return Sent(role, "POST", path, query, _json(pairs), chance.choice(TYPES))
        if kind < 0.35 or (known and known.files and kind < 0.7):
            files = Form(
                path,
                "post",
                {},
                known.files if known and known.files else {chance.choice(self.fields)},
            )
            sent = _uploaded(role, files, pairs, chance.choice(NASTY), chance)
            return Sent(role, "POST", path, query, sent.data, sent.content_type)
        return Sent(
            role,
            "POST",
            path,
            query,
            _encoded(pairs),
            TYPES[0] if kind < 0.95 else chance.choice(TYPES),
        )


def failure_text(seed: str, sent: Sent, codes: list[int]) -> str:
    """A failing request in a few lines, with what makes it again."""
    body = (sent.data or b"")[:600]
    return (
        f"FUZZ={seed} → {codes}\n  {sent.who}: {sent.method}"
        f" {quote(sent.path[:300], safe='/%?=&~-')}?{sent.query[:300]}\n  {sent.content_type}"
        f" {body!r}"
    )


def _fields() -> set[str]:
    """The names of all fields of all forms, and a few that pages read without one."""
    found = {
        "next",
        "q",
        "after",
        "before",
        "unit",
        "platform",
        "tag",
        "id",
        "kind",
        "number",
        "until",
        "reply",
    }
    left = [forms.Form]
    while left:
        form = left.pop()
        left += form.__subclasses__()
        found |= {
            name
            for name in dir(form)
            if isinstance(getattr(form, name, None), UnboundField)
        }
    return found


def _place(address: str) -> str:
    """An address with its numbers alike."""
    return re.sub(r"\d+", "1", urlsplit(address).path)


def _json(pairs) -> bytes:
    told = {
        name: [value, None, {"a": value}] if len(value) % 3 == 0 else value
        for name, value in pairs
    }
    return json.dumps(told).encode()
