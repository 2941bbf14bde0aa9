"""What people write is shown as they wrote it, or as its Markdown means."""

import html
import re
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests import examples
from tests.examples import for_each
from tracker.core.fields import texts
from tracker.experiments.models import Experiment
from tracker.lessons.models import Conclusion
from tracker.markdown import html as rendered
from tracker.markdown import plain
from tracker.pdf.blocks import as_typed, blocks
from tracker.plaintext import one_line, plain_text
from tracker.web.fields import ONE_LINE

AS_TYPED = [
    "24. december holder vi lukket.",
    "18. september: quiz\n2. oktober: video\n16. oktober: debat",
    "1. maj holder vi fri.\n2. juni er vi tilbage.",
    "1. maj: quiz\n\n2. maj: video",
    "7. klasserne var vilde med det",
    "2026. Det var året, hvor vi begyndte",
    "5. femte punkt",
    "Planen:\n1. december åbner vi\n24. december lukker vi",
    "1) først\n2) så",
    "01. Januar\n02. Februar",
    "0. grader",
    "1. plads gik til os",
    "5.",
    "Vi fik 12.\n500 så det.",
    r"\\srv01\faelles\Kommunikation\_sociale medier\2026",
    r"¯\_(ツ)_/¯",
    r"C:\Users\*\Documents",
    r"C:\*.docx og D:\_gamle_\#1",
    "slut\\\nnæste",
    "Opslag 2*3*4 = 24",
    "2**10**2",
    "kolleg*er og borger*ne",
    ">:( og >;-)",
    "+ mere synlighed\n- flere klager",
    "- dyrt\n+ sjovt",
    "> 50 % så videoen",
    ">= 50",
    "~~~ Hej ~~~\nog farvel",
    "```html\n<b>",
    "``` uden slut",
    "[1]: https://kilde.example",
    "[Note]: husk det",
    "&nbsp; og &amp; og &copy;",
    "#",
    "Tekst\n===\nmere",
    "[a](b)",
    "[x](javascript:alert)",
    "<b>fed</b> <3 <!-- nej -->",
    "snake_case_navn og __init__py",
    "godt.Vi gik hjem.Det er slut",
    "//srv/deling og ftp://srv",
    "@[person:7]",
    "10:30-12:00 *",
    "a | b\n--|--x",
]
MEANS = [
    ("~~Vi gør det igen~~ Nej", "<p><del>Vi gør det igen</del> Nej</p>"),
    ("**fed** og *skrå*", "<p><strong>fed</strong> og <em>skrå</em></p>"),
    (
        "Slut.\n---\nMed venlig hilsen",
        "<p>Slut.</p><hr /><p>Med venlig hilsen</p>",
    ),
    ("Slut.\n------\nHilsen", "<p>Slut.</p><hr /><p>Hilsen</p>"),
    ("Først\n\n\tså dette", "<p>Først</p><p>så dette</p>"),
    ("\tFørst\n\n    så dette", "<p>Først</p><p>så dette</p>"),
    ("- et\n- to", "<ul><li>et</li><li>to</li></ul>"),
    ("- 24. december", "<ul><li>24. december</li></ul>"),
    ("1. køb\n2. byg\n3. brug", "<ol><li>køb</li><li>byg</li><li>brug</li></ol>"),
    ("1. a\n   - b\n2. c", "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>"),
    ("> citat", "<blockquote><p>citat</p></blockquote>"),
    ("# Overskrift", "<h3>Overskrift</h3>"),
    ("```\n24. december\n```", "<pre><code>24. december</code></pre>"),
    ("`**x**`", "<p><code>**x**</code></p>"),
    ("a\nb", "<p>a<br />b</p>"),
]
LINKS = [
    ("https://kommune.example/a_b_c", "https://kommune.example/a_b_c"),
    ("Se www.kommune.example/regler.", "https://www.kommune.example/regler"),
    ("(www.kommune.example)", "https://www.kommune.example"),
    ("[Reglerne](www.kommune.example/regler)", "https://www.kommune.example/regler"),
    ("[Reglerne](kommune.example/regler)", "https://kommune.example/regler"),
    ("[Forsøget](/experiments/3)", "/experiments/3"),
    ("Skriv til soeren@kommune.example!", "mailto:soeren@kommune.example"),
    ("[Skriv](soeren@kommune.example)", "mailto:soeren@kommune.example"),
    ("Mail:soeren@kommune.example", "mailto:soeren@kommune.example"),
    ("https://a:b@kommune.example", "https://a:b@kommune.example"),
    ("<https://kommune.example>", "https://kommune.example"),
    ("http://intranet/side", "http://intranet/side"),
    (
        "https://x.example/(a), og mere",
        "https://x.example/(a)",
    ),
    (
        "https://www.facebook.com/kommune/posts/123?a=1&b=2",
        "https://www.facebook.com/kommune/posts/123?a=1&amp;b=2",
    ),
]
NO_LINKS = [r"\\www.kommune.example\deling", "søren@kommune.example"]
LETTERS = "ab1 2.\n"
MARKS = "*_~-+>#|\\=:)(!\t"


def visible(text: str) -> str:
    """What a reader sees of some HTML, without blanks."""
    return re.sub(r"\s+", "", html.unescape(re.sub(r"<[^>]*>", "", text)))


def letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


@for_each(AS_TYPED)
def test_plain_words_come_back_as_typed(text):
    shown = rendered(text)
    assert visible(shown) == re.sub(r"\s+", "", text)
    assert not re.search(r"<(ol|ul|li|em|strong|h\d|pre|blockquote|del)\b", shown)
    ends = text.replace("\n\n", "").count("\n")
    assert shown.count("<br />") == ends


@for_each(MEANS)
def test_markdown_is_shown_as_it_means(case):
    text, shown = case
    assert rendered(text).replace("\n", "") == shown


@for_each(LINKS)
def test_an_address_is_a_link(case):
    text, address = case
    assert re.findall(r'<a href="([^"]*)"', rendered(text)) == [address]


def test_addresses_in_a_row_are_a_link_each():
    html = rendered("a@kommune.example;b@kommune.example,c@kommune.example")
    assert re.findall('mailto:(.)@kommune.example"', html) == ["a", "b", "c"]


@pytest.mark.parametrize("text", NO_LINKS)
def test_a_folder_and_half_an_address_are_no_link(text):
    assert "<a" not in rendered(text)


@example("1. a\n2. b\n03. c")
@example("- 1. 2. a")
@example("1. maj\n1. a\n2. b")
@given(st.text(LETTERS + MARKS + "æ", max_size=40) | st.text(max_size=40))
def test_no_letter_or_digit_is_lost_or_changed(typed):
    text = plain_text(typed)
    assume("](" not in text)
    assert letters(plain(text)) == letters(text)


@given(st.text(LETTERS + "*_~-+>#\\[](", max_size=20))
def test_no_more_is_taken_away_than_the_reference_renderer_takes(typed):
    """Of one line: what CommonMark shows, we show, and nothing that was not typed."""
    text = plain_text(typed).replace("\n", " ")
    assume("~~~" not in text)
    reference = MarkdownIt("commonmark", {"html": False}).enable("strikethrough")
    ours = visible(rendered(text))
    assert is_within(visible(reference.render(text)), ours)
    assert is_within(ours, text)


def is_within(part: str, whole: str) -> bool:
    """Whether the letters of one stand in the other, in this order."""
    rest = iter(whole)
    return all(c in rest for c in part)


def test_a_paper_says_the_same_as_the_page():
    text = "**fed** ~~væk~~ [x](www.x.example)\n- a\n- b\n\n24. december\n---\n> q"
    found = blocks(text)
    assert [it["kind"] for it in found] == [
        "paragraph",
        "list",
        "paragraph",
        "rule",
        "quote",
    ]
    assert {"text": "væk", "strike": True} in found[0]["runs"]
    assert {"text": "x", "url": "https://www.x.example"} in found[0]["runs"]
    assert found[2]["runs"] == [{"text": "24. december"}]


def test_a_mail_says_what_is_struck_and_where_a_link_leads():
    assert (
        plain("~~ja~~ nej, [se](www.x.example)")
        == "~~ja~~ nej, se (https://www.x.example)"
    )
    assert plain("1. a\n2. b\n\n- c") == "1. a\n2. b\n- c"


@for_each(["\x0b", "\x0c", "\x1e", "\u2028", "\x85", "\r"])
def test_no_end_of_a_line_glues_words(sign):
    assert plain_text(f"a{sign}b") == "a\nb"
    assert one_line(f"a{sign}b") == "a b"
    assert unicodedata.category(sign) in ("Cc", "Zl")


@for_each(
    [
        "1. a\n",
        "1. a\n2. b\n",
        "- ",
        "> ",
        "[a](",
        "**a ",
        "https://a.",
        "1. 2. ",
        "`",
        "~~a",
    ]
    + ["www.a.", "a@a.", "- 1. a\n"]
)
def test_the_longest_text_takes_no_time(piece):
    """By default half of it, in a quarter of the time: what grows with the square of the
    length is seen as well.
    """
    longest = 8_000 if examples.thorough else 4_000
    begun = time.process_time()
    rendered(piece * (longest // len(piece)))
    assert time.process_time() - begun < 2 * (longest / 8_000) ** 2


HERE = Path(__file__).parent.parent
SHOWN = re.compile(r'(\w+)(?:\[\d\])?(?:\("(\w+)", locale\))?\|markdown')
# Of a text that a macro was given
GIVEN = {"text"}


def test_a_text_is_read_as_markdown_only_where_its_form_says_so():
    """A line such as a title has no buttons, and stands everywhere as it was typed."""
    shown = {
        it[2] or it[1]
        for page in (HERE / "templates").rglob("*.html")
        for it in SHOWN.finditer(page.read_text(encoding="utf-8"))
    }
    pages = (HERE / "tracker").rglob("*.py")
    codes = [page.read_text(encoding="utf-8") for page in pages]
    code = "".join(code for code in codes if "formatted(" in code)
    asked = {*re.findall(r"formatted\(\s*\w+\.(\w+)", code)}
    asked |= {*re.findall(r"(\w+) = formatted\(", code)}
    described = {
        name
        for model in (Conclusion, Experiment)
        for name in texts(model)
        if model._meta.fields[name].max_length > ONE_LINE
    }
    # What it meant to a citizen is quoted in the quarter's letter
    described.add("statement")
    assert not shown - asked - described - GIVEN
    assert not {"title", "name", "next_question", "asked"} & shown


def test_a_line_stands_in_a_pdf_as_it_was_typed():
    line = "**Quiz** _nu_ #1 <b>x</b> 1. maj"
    assert as_typed(line) == [{"kind": "paragraph", "runs": [{"text": line}]}]
    assert as_typed("") == as_typed(None) == []
