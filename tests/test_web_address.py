"""Addresses are completed, and a host that only looks like another is told."""

from tests.examples import for_each
from tracker.experiments.models.evidence import Link
from tracker.web_address import shown_host, with_scheme


@for_each(
    [
        ("kommune.example", "kommune.example"),
        ("rødovre.example", "rødovre.example"),
        ("xn--rdovre-bya.example", "rødovre.example"),
        ("аpple.example", "xn--pple-43d.example"),
        ("xn--pple-43d.example", "xn--pple-43d.example"),
        ("例え.example", "xn--r8jz45g.example"),
        ("a\u202eb.example", "xn--ab-g4t.example"),
        ("xn--\xff.example", "xn--\xff.example"),
        # What a browser opens, and no name that only seems decoded
        ("ｂank.example", "bank.example"),
        ("bank.dk。evil.example", "bank.dk.evil.example"),
        ("bank.dk%2eevil.example", "bank.dk.evil.example"),
        ("xn--bank-.example", "xn--bank-.example"),
        ("", ""),
    ]
)
def test_a_host_is_shown_as_it_truly_is(case):
    host, shown = case
    assert shown_host(host) == shown


@for_each(
    [
        ("www.kommune.example/regler", "https://www.kommune.example/regler"),
        ("kommune.example", "https://kommune.example"),
        ("kommune.example:8080/a", "https://kommune.example:8080/a"),
        ("http://kommune.example", "http://kommune.example"),
        ("/experiments/3", "/experiments/3"),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("bare tekst.", "bare tekst."),
    ]
)
def test_an_address_gets_its_beginning(case):
    typed, whole = case
    assert with_scheme(typed) == whole


def test_a_link_tells_where_it_leads():
    assert Link(url="https://www.аpple.example/x").host == "xn--pple-43d.example"
