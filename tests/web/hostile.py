"""What somebody sends who means no good, and every place it can be sent to: addresses,
their queries, and forms as pages show them.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from io import BytesIO
from urllib.parse import quote, urlencode, urljoin, urlsplit

from tests.access import NAMES, OUT
from tests.faults.product import signed_in
from tests.routes import ROUTES
from tests.test_house import HOME, UNLISTED, url_to
from tests.web.payloads import BODIES, IDS, PAYLOADS, RAW
from tracker.accounts.models import Role
from tracker.tokens.enums import Scope
from tracker.tokens.models import AccessToken
from tracker.web.clock import now

WHO = ("admin", "facilitator", "author", "leader", "colleague elsewhere", OUT)
# What a token opens, and no cookie
FOR_TOKENS = ("/api/", "/mcp")
SENT = re.compile(r"""args\.get(?:list)?\(\s*["'](\w+)["']""")


@dataclass
class Form:
    """A form as a page shows it: where it goes, and what it would send untouched."""

    action: str
    method: str = "get"
    fields: dict[str, str] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)


class Forms(HTMLParser):
    """All forms of a page; what a reader would have to fill in is filled in."""

    FILLED = {
        "date": "2026-12-01",
        "number": "3",
        "email": "nogen@example.org",
        "url": "https://example.org/",
        "checkbox": None,
    }

    def __init__(self, at: str):
        super().__init__()
        self.at = at
        self.all = []
        self.form = None
        self.select = None

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        name = given.get("name")
        if tag == "form":
            action = urljoin(self.at, given.get("action") or self.at)
            self.form = Form(action, (given.get("method") or "get").lower())
            self.all.append(self.form)
        elif self.form is None:
            return
        elif tag == "option" and self.select:
            chosen = self.form.fields.get(self.select)
            if "selected" in given or not chosen:
                self.form.fields[self.select] = given.get("value") or ""
        elif not name:
            return
        elif tag == "select":
            self.select = name
            self.form.fields.setdefault(name, "")
        elif tag == "textarea":
            self.form.fields[name] = "Noget, der står her."
        elif tag in ("input", "button"):
            self._typed(name, given)

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        if tag == "select":
            self.select = None

    def _typed(self, name, given):
        kind = given.get("type", "text")
        value = given.get("value")
        if kind == "file":
            self.form.files.add(name)
        elif kind in ("radio", "checkbox", "submit"):
            if "checked" in given or (kind == "radio" and name not in self.form.fields):
                self.form.fields[name] = value or "y"
        else:
            self.form.fields[name] = value or self.FILLED.get(kind, "Noget")


@dataclass(frozen=True)
class Sent:
    """One input: who sends what where."""

    who: str
    method: str
    path: str
    query: str = ""
    data: bytes | None = None
    content_type: str = "application/x-www-form-urlencoded"


class Attacker:
    """Everybody of the cast with a cookie each, and all that they find to send to; or a
    share of it, which is every so many of the routes.
    """

    def __init__(self, app, cast, every: int = 1):
        self.app = app
        self.every = every
        self.cast = cast
        self.client = app.test_client(use_cookies=False)
        self.cookies = {
            who: self._cookie(None if who == OUT else getattr(cast, NAMES[who]))
            for who in WHO
        }
        self.tokens = {
            who: self.token(getattr(cast, NAMES[who])) for who in WHO if who != OUT
        }
        pages = [
            route
            for route in ROUTES
            if route.startswith("GET") and route.split()[1] not in UNLISTED
        ]
        self.pages = [self._address(route) for route in pages[::every]]

    @cached_property
    def names(self) -> list[str]:
        """What addresses are asked with, and more once forms are found."""
        return sorted(
            {
                name
                for code in (HOME / "tracker").rglob("*.py")
                for name in SENT.findall(code.read_text())
            }
        )

    @cached_property
    def unsafe(self) -> list[str]:
        """Where something can be sent."""
        sends = [route for route in ROUTES if route.startswith("POST")]
        return [self._address(route) for route in sends[:: self.every]]

    def send(self, sent: Sent):
        headers = (
            {"Cookie": self.cookies[sent.who], "Accept-Language": "en"}
            if self.cookies[sent.who]
            else {}
        )
        if sent.path.startswith(FOR_TOKENS) and sent.who in self.tokens:
            headers["Authorization"] = f"Bearer {self.tokens[sent.who]}"
        with_body = (
            {}
            if sent.data is None
            else {"input_stream": BytesIO(sent.data), "content_length": len(sent.data)}
        )
        kind = None if sent.data is None else sent.content_type
        path = (
            sent.path
            if not sent.query
            else f"{sent.path}{'&' if '?' in sent.path else '?'}{sent.query}"
        )
        return self.client.open(
            path, method=sent.method, headers=headers, content_type=kind, **with_body
        )

    def forms(self, who: str, pages: list[str] | None = None) -> list[Form]:
        """Every form that somebody is shown, once per place it goes to."""
        found = {}
        for path in pages or self.pages:
            answer = self.send(Sent(who, "GET", path))
            if answer.status_code == 200 and answer.mimetype == "text/html":
                reader = Forms(path)
                reader.feed(answer.text)
                for form in reader.all:
                    found.setdefault(
                        (
                            form.method,
                            re.sub(r"\d+", "1", urlsplit(form.action).path),
                            frozenset(form.fields),
                        ),
                        form,
                    )
                    if form.method == "get":
                        self.names = sorted({*self.names, *form.fields})
            answer.close()
        return list(found.values())

    def _address(self, route: str) -> str:
        return url_to(self.app, route.split()[1], self.cast, next(iter(ROUTES[route])))

    def token(self, person) -> str:
        """A token with all the rights that its owner may give."""
        scopes = [Scope.read, Scope.log]
        if person.role is Role.admin:
            scopes.append(Scope.people)
        _, secret = AccessToken.add(
            by=person, name="hostile", scopes=scopes, days=90, at=now()
        )
        return secret

    def _cookie(self, person) -> str:
        return signed_in(self.app, person).cookie if person else ""


def inputs(
    attacker: Attacker, chance: random.Random, thorough: bool = False
) -> Iterator[Sent]:
    """Hostile inputs without end: each round goes once to every address, every query
    and every form.

    Args:
        thorough: Take the forms of every page from everybody who is shown them, and not
            each page's from one of them.
    """
    share = 1 if thorough else len(WHO)
    pages = chance.sample(attacker.pages, len(attacker.pages))
    forms = {
        who: [
            form
            for form in attacker.forms(who, pages[n % share :: share])
            if form.method == "post"
        ]
        for n, who in enumerate(WHO)
    }
    while True:
        for who in WHO:
            for form in forms[who]:
                yield _typed(who, form, chance)
        for path in attacker.pages:
            yield Sent(chance.choice(WHO), "GET", path, _query(attacker.names, chance))
            if chance.random() < 0.3:
                yield Sent(chance.choice(WHO), "GET", path, chance.choice(RAW))
            if re.search(r"/\d+", path):
                yield Sent(
                    chance.choice(WHO),
                    "GET",
                    re.sub(r"/\d+", f"/{chance.choice(IDS)}", path, count=1),
                )
        for path in attacker.unsafe:
            kind, body = chance.choice(BODIES)
            yield Sent(chance.choice(WHO), "POST", path, data=body, content_type=kind)
            if re.search(r"/\d+", path):
                yield Sent(
                    chance.choice(WHO),
                    "POST",
                    re.sub(r"/\d+", f"/{chance.choice(IDS)}", path, count=1),
                    data=b"",
                )


def _typed(who: str, form: Form, chance: random.Random) -> Sent:
    """A form with something hostile in one field, or in all, or a field twice, missing
    or as a list.
    """
    sent = [(name, value) for name, value in form.fields.items()]
    names = [name for name in form.fields if name != "csrf_token"] or ["x"]
    name = chance.choice(names)
    payload = chance.choice(PAYLOADS)
    match chance.randrange(6):
        case 0:
            sent = [(name, chance.choice(PAYLOADS)) for name in form.fields]
        case 1:
            sent = [
                *sent,
                (name, payload),
                (f"{name}[]", payload),
                (f"{name}-0", payload),
            ]
        case 2:
            sent = [(key, value) for key, value in sent if key != name]
        case _:
            sent = [(key, payload if key == name else value) for key, value in sent]
    if form.files and chance.random() < 0.5:
        return _uploaded(who, form, sent, payload, chance)
    return Sent(who, "POST", form.action, data=_encoded(sent))


def _uploaded(who, form, sent, payload, chance) -> Sent:
    """The same as a form with files, which are none."""
    lines = []
    for name, value in sent:
        lines += [
            b"--zq",
            f'Content-Disposition: form-data; name="{quote(name)}"'.encode(),
            b"",
            value.encode("utf-8", "surrogatepass"),
        ]
    for name in form.files:
        called = quote(payload[:200].encode("utf-8", "surrogatepass"))
        file = chance.choice(
            (
                b"",
                b"\x89PNG\r\n\x1a\n",
                b"PK\x03\x04",
                b"a;b\r\n\xff\xfe;\x00",
                b"<svg onload=alert(1)>",
                b'"' * 5000,
            )
        )
        lines += [
            b"--zq",
            f'Content-Disposition: form-data; name="{name}"; filename="{called}.xlsx"'.encode(),
            b"",
            file,
        ]
    body = b"\r\n".join([*lines, b"--zq--", b""])
    return Sent(
        who,
        "POST",
        form.action,
        data=body,
        content_type="multipart/form-data; boundary=zq",
    )


def _query(names: list[str], chance: random.Random) -> str:
    """Hostile words for one name or for all of them."""
    chosen = names if chance.random() < 0.5 else [chance.choice(names)]
    short = [payload for payload in PAYLOADS if len(payload) < 6_000]
    return _encoded([(name, chance.choice(short)) for name in chosen]).decode()


def _encoded(pairs: list[tuple[str, str]]) -> bytes:
    return urlencode(pairs, errors="surrogatepass").encode()
