"""People's words on a page never run."""

import ast
import re
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from tests.examples import for_each
from tests.sources import calls_in, parsed
from tracker.web.markup import _cleaned, markdown

PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<iframe src=javascript:alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    (
        "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1"
        " onerror=alert(1)&gt;'>"
    ),
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<style>@import 'http://x'</style>",
    "<base href=//x>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<form action=//x><button>x</button></form>",
    "<details open ontoggle=alert(1)>",
    "<object data=data:text/html,x></object>",
    "<embed src=//x>",
    "<link rel=stylesheet href=//x>",
    "<template><script>alert(1)</script></template>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox(1))",
    "<javascript:alert(1)>",
    "![x](http://evil.example/track.png)",
    '![x](x" onerror="alert(1))',
    '[x](http://a.example "onmouseover=alert(1)")',
    "[x]: javascript:alert(1)\n\n[x]",
    "`<script>alert(1)</script>`",
    "```html\n<script>alert(1)</script>\n```",
    "<<script>script>alert(1)</script>",
    "\u202e<script>alert(1)</script>",
    "<scr\x00ipt>alert(1)</scr\x00ipt>",
]
RUNS = re.compile(
    r"<(script|img|svg|iframe|math|style|base|meta|form|details|object|embed|link|template|noscript)",
    re.I,
)
TAGS = re.compile(r"<(/?)([a-z0-9]+)([^>]*)>")
KNOWN = {
    "p",
    "br",
    "em",
    "strong",
    "a",
    "ul",
    "ol",
    "li",
    "blockquote",
    "code",
    "pre",
    "del",
    "h3",
    "h4",
    "hr",
}


@for_each(PAYLOADS)
def test_nothing_runs(payload):
    html = str(markdown(payload))
    assert not RUNS.search(html)
    assert not re.search(
        r"""<[a-z][^>]*href=["']?\s*(javascript|data|vbscript)""", html, re.I
    )
    assert not re.search(r"<[^>]+\son\w+=", html)


@given(
    st.text(
        alphabet=st.sampled_from(
            "<>\"'`&[]()!*_~#:/\\= \n\tonerrorscriptjavascript\x00\u202e"
        ),
        max_size=300,
    )
)
def test_only_known_tags_come_out(text):
    for _, tag, attributes in TAGS.findall(str(markdown(text))):
        assert tag in KNOWN
        assert set(re.findall(r"\s([a-z]+)=", attributes)) <= {"href", "rel"}


def test_what_markdown_is_for():
    assert "<strong>tak</strong>" in markdown("**tak**")
    assert (
        '<a href="https://example.org" rel="noopener noreferrer nofollow">'
        in markdown("[se her](https://example.org)")
    )
    assert "<h1" not in markdown("# stort")


def test_twenty_thousand_characters_are_enough():
    assert len(markdown("a" * 30_000)) < 20_100


def test_the_frame_of_a_page_sets_no_name_that_a_page_was_given():
    """What the layout sets before a block hides what a view has called the same."""
    here = Path(__file__).parents[2]
    frame = (here / "templates/kit/layout.html").read_text(encoding="utf-8")
    given = set()
    for page in (here / "tracker").rglob("*.py"):
        source = page.read_text(encoding="utf-8")
        for call in calls_in(parsed(source)) if "render" in source else ():
            if _is_render(call.func):
                given |= {keyword.arg for keyword in call.keywords}
    assert len(given) > 100
    assert not given & set(re.findall(r"{%-? set (\w+)", frame))


def _is_render(function: ast.expr) -> bool:
    return isinstance(function, ast.Name) and function.id.startswith("render")


WORDS = st.text(
    st.sampled_from("abÅø 019.,;:!?'()%…–—“”\n-_*#<>&/@|~`[]\\+=\"²½ªǅ\u00a0\u0301")
    | st.characters(exclude_categories=["Cs"]),
    max_size=24,
)


@given(WORDS | st.lists(WORDS).map("\n".join) | st.sampled_from(PAYLOADS))
@example("Se www.odense.dk")
@example("WWW.odense.dk")
@example("http:odense.dk, mailto:a og 1. maj")
@example("En _hast_ sag")
@example("Linje\n2. linje")
@example("Linje\n\nNæste")
@example(" indrykket")
@example("1. maj: quiz")
@example("Linje\n")
@example("a\n- b")
@example("a  \nb")
def test_plain_words_are_shown_as_markdown_shows_them(text):
    assert markdown(text) == _cleaned(text)
