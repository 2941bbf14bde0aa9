"""Where somebody who has found a hole tells of it."""

from __future__ import annotations

import datetime as dt
import re

from tests.examples import for_each
from tracker.accounts.models import CONTACT, Setting
from tracker.privacy.security_txt import security_txt
from tracker.web import clock

AT = dt.datetime(2028, 2, 29, 23, 30, tzinfo=dt.UTC)
PAGE = "https://f.example.org/privacy"
HERE = "https://f.example.org/.well-known/security.txt"


@for_each(
    [
        ("", [PAGE]),
        ("Hanne på 2. sal", [PAGE]),
        ("Hanne Holm, dpo@aldersoe.example", ["mailto:dpo@aldersoe.example"]),
        (
            "<dpo+it@a-b.example>; https://a-b.example/kontakt.",
            ["mailto:dpo+it@a-b.example", "https://a-b.example/kontakt."],
        ),
        ("http://a.example javascript:alert(1)", [PAGE]),
        ("dpo@a.example\nExpires: 1999-01-01T00:00:00Z", ["mailto:dpo@a.example"]),
    ]
)
def test_whom_to_write_to(case):
    contact, ways = case
    lines = security_txt(contact, page=PAGE, here=HERE, at=AT).splitlines()
    assert lines == [
        *[f"Contact: {way}" for way in ways],
        "Expires: 2028-05-29T00:00:00Z",
        "Preferred-Languages: da, en",
        f"Canonical: {HERE}",
    ]


def test_anybody_reads_it_and_it_never_runs_out(visit, cast):
    Setting.write(CONTACT, "dpo@aldersoe.example")
    answer = visit().get("/.well-known/security.txt")
    assert answer.content_type == "text/plain; charset=utf-8"
    assert (
        answer.text.startswith("Contact: mailto:dpo@aldersoe.example\n")
        and "/.well-known/security.txt\n" in answer.text
    )
    until = dt.datetime.fromisoformat(
        re.search(r"^Expires: (.*)$", answer.text, re.M)[1]
    )
    assert dt.timedelta(days=30) < until - clock.now() < dt.timedelta(days=365)
