"""Features import one another one way, in the open: what no contract of import-linter sees."""

import ast

from tests.measure_house import HOME, PRODUCT, feature_pairs, trees, upward_calls
from tests.sources import nodes_of

# Two features that import each other, and why neither can be the lower one.
MUTUAL = {
    (
        "accounts",
        "audit",
    ): "Acts on accounts are noted in the audit log; its page names the"
    " people, and asks for the password again.",
    (
        "commitments",
        "summaries",
    ): "A promise may be made from a summary; a summary counts the"
    " promises that fell due in its quarter.",
    (
        "guidelines",
        "lessons",
    ): "A clause rests on lessons and shows how they stand; a decision that"
    " is carried out lives on in a clause.",
    (
        "experiments",
        "guidelines",
    ): "An experiment is tried on a platform and under a clause;"
    " a clause and a hard reply show what was tried.",
    (
        "experiments",
        "lessons",
    ): "A lesson is what an experiment taught; experiments are found,"
    " imported and exported with their outcome and lesson.",
    (
        "experiments",
        "lineage",
    ): "What an experiment builds on is asked on its own form, and"
    " saved with it or not at all.",
    (
        "experiments",
        "questions",
    ): "A plan says which open question it looks into; a question shows what"
    " was tried to answer it.",
    (
        "experiments",
        "stakeholders",
    ): "An experiment may be about a stakeholder; a stakeholder's"
    " page shows what was tried with them.",
}


def test_no_other_features_import_each_other():
    assert set(feature_pairs()) == set(MUTUAL)


def test_no_verb_is_called_through_the_model_behind_a_backref():
    """`row.backref.model.verb()` calls a higher module that the lower one does not import."""
    assert upward_calls().where == ""


def test_no_import_of_ours_is_hidden_in_a_function():
    """But that of the demo, whose texts are many, by the one command that shows it, and of
    a server whose libraries are heavy, by the first who asks it.
    """
    hidden = [
        f"{path.relative_to(HOME)}: {node.module}"
        for path, tree in trees(PRODUCT, having=r"(?m)^[ \t]+from tracker")
        for function in nodes_of(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.ImportFrom) and node.module.startswith("tracker")
    ]
    assert hidden == [
        "tracker/cli.py: tracker.demo.seed",
        "tracker/provisioning/views.py: tracker.provisioning.scim",
    ]
