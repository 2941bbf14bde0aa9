"""What people wrote stands in one pair of quotation marks, whatever marks it has itself."""

import ast
import re

from jinja2 import nodes

from tests.cast import concluded
from tests.examples import for_each_case
from tests.sources import calls_in, found_in, parsed, parsed_template
from tests.test_messages import CODE, TEMPLATES, of
from tracker.plaintext import within_quotes

QUOTED = re.compile(r"“([^“”]*)”")
NAME = re.compile(r"%\((\w+)\)s")
# The words of a search stay as typed; a scope is a word of the API
OURS = {"num", "n", "unit", "fear", "q", "scope"}


@for_each_case(
    ("title", "inside"),
    [
        ("“Hvad er det dummeste, vi gør?”", "‘Hvad er det dummeste, vi gør?’"),
        ('Et "men" i får', "Et 'men' i får"),
        ("»Nej« og „ja“", "›Nej‹ og ‚ja‘"),
        ("Uden", "Uden"),
    ],
)
def test_marks_within_marks_are_single(title, inside):
    assert within_quotes(title) == inside


def test_in_the_list_of_what_waits_a_title_has_one_pair(cast, visit):
    experiment = concluded(cast.carla, cast.facebook, title="“Hvorfor ikke?”")
    page = visit(cast.carla).get(f"/experiments/{experiment.id}").text
    assert "““" not in page and "””" not in page


def quoted_in(message: str) -> set[str]:
    """The names of what a message puts between quotation marks."""
    return {
        name for inside in QUOTED.findall(message) for name in NAME.findall(inside)
    } - OURS


def test_templates_quote_no_text_with_its_own_marks():
    found = []
    for path in TEMPLATES:
        source = path.read_text()
        found += re.findall(r"“\{\{(?![^}]*within_quotes)[^}]*\}\}”", source)
        for call in found_in(parsed_template(source), nodes.Call):
            texts = [arg.value for arg in call.args if isinstance(arg, nodes.Const)]
            names = set().union(
                *(quoted_in(text) for text in texts if isinstance(text, str))
            )
            found += [
                (of(path), pair.key)
                for pair in call.kwargs
                if pair.key in names and not _is_safe(pair.value)
            ]
    assert found == []


def _is_safe(value: nodes.Node) -> bool:
    """Whether it is within quotes already, or a label of ours."""
    if isinstance(value, nodes.Filter):
        return value.name == "within_quotes"
    return isinstance(value, nodes.Call) and getattr(value.node, "name", "") == "label"


def test_views_quote_no_text_with_its_own_marks():
    found = []
    for path in CODE:
        source = path.read_text()
        if "“" not in source and "201c" not in source.lower():
            continue
        for call in calls_in(parsed(source)):
            if not isinstance(call.func, ast.Name):
                continue
            if call.func.id not in ("_", "gettext", "ngettext"):
                continue
            texts = [arg.value for arg in call.args if isinstance(arg, ast.Constant)]
            names = set().union(*(quoted_in(text) for text in texts))
            found += [
                (of(path), pair.arg)
                for pair in call.keywords
                if pair.arg in names and "within_quotes" not in ast.unparse(pair.value)
            ]
    assert found == []
