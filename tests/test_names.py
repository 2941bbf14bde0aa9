"""The names of modules: in a layer of a feature, a module is named after a model or a closed
list of the product, or by one of the agreed words.
"""

import importlib
import pkgutil
import re
from functools import cache
from pathlib import Path

import tracker
from tests.examples import for_each
from tracker.core.enums import LabelledEnum
from tracker.db import BaseModel

HOME = Path(tracker.__file__).parent
LAYERS = ("models", "queries", "forms", "views")

# What a module may be called in any feature; each word says the same in all of them
AGREED = {
    "detail": "the page of one row",
    "edit": "the pages that change a row",
    "list": "the page of many rows",
    "row": "one of many as a list shows it",
    "search": "finding rows by words and filters",
    "filters": "what narrows a list",
    "sort": "the orders of a list",
    "facets": "the counts beside the filters",
    "enums": "closed lists",
    "fields": "form fields that several forms use",
    "history": "what was changed, when and by whom",
    "visibility": "who may see what",
    "status": "how far something has come",
    "signature": "signing, and who signed",
    "export": "files to take away",
    "imports": "files to take in",
    "import_export": "both, where they share a page",
    "pdf": "a page as a PDF",
    "notifications": "what people are told",
    "reminders": "what people are reminded of",
    "recall": "a lesson that has fallen, and who depends on it",
    "commands": "commands of the shell",
    "panels": "what a feature shows on the pages of lower features",
    "profile": "what somebody did, for their page",
}
# One feature's own nouns that are neither models nor closed lists
NOUNS = {
    "amplifications": "trouble",
    "accounts": "administration claim_mapping email_address login login_mixin name name_index "
    "organisation password_reset public_profile rate_limit readers registration "
    "two_factor",
    "business_case": "presentation sponsors state value",
    "comments": "mention_markup",
    "dashboard": "balance cache chance chart_title contents drilldown drilldown_rows "
    "foundation headline key_figure leaders leadership learning measure measures "
    "openers pace participation period quarter_sql quarters_with_data "
    "result_types reuse_between_units stalls top_lessons trends unanswered "
    "velocity unit_matrix",
    "experiments": "anonymity creation draft experiment_field form_options import_report mine "
    "plan profile_links public_cells relevance reveal_author review_day similar "
    "stakeholder_fields start suggestions word_index",
    "guidelines": "agreement bilingual business_hours check clause_text defaults hard_replies "
    "install_defaults tone",
    "home": "duty news todo",
    "lessons": "balance learning_card poster related",
    "notifications": "inbox quote",
    "readiness": "chance overview result score",
    "stakeholders": "answer_time archivable bulk touchpoint_matrix",
    "strategy": "check_result culture_mark leadership readiness",
    "summaries": "failed_experiment figure name redaction snapshot",
}


# Nouns of the field that end like a gerund
NOUNS_IN_ING = {
    "backing",
    "branding",
    "claim_mapping",
    "encoding",
    "learning",
    "mapping",
    "posting",
    "reading",
    "reopening",
    "setting",
}


def in_snake_case(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


@cache
def nouns() -> set[str]:
    """Models and closed lists in snake case, and the last word of each."""
    names = set()
    for found in pkgutil.walk_packages(tracker.__path__, "tracker."):
        if not re.search(r"\.(models|enums|queries)\b", found.name):
            continue
        for thing in vars(importlib.import_module(found.name)).values():
            if isinstance(thing, type) and issubclass(thing, (BaseModel, LabelledEnum)):
                names.add(in_snake_case(thing.__name__))
    return names | {name.rpartition("_")[2] for name in names}


def modules_of(feature: str) -> set[str]:
    """The modules of each layer that is a package, as `layer.module`."""
    return {
        f"{layer}.{path.stem}"
        for layer in LAYERS
        for path in HOME.glob(f"{feature}/{layer}/*.py")
        if path.stem != "__init__"
    }


FEATURES = sorted({path.parent.parent.name for path in HOME.glob("*/queries/*.py")})


@for_each(FEATURES)
def test_a_module_is_named_after_a_noun_of_the_product_or_by_an_agreed_word(feature):
    known = nouns() | set(AGREED) | set(NOUNS.get(feature, "").split())
    strange = {one for one in modules_of(feature) if one.partition(".")[2] not in known}
    assert not strange, "name them after a model or a closed list, or agree on a word"


@for_each(sorted(NOUNS))
def test_no_own_noun_is_listed_in_vain(feature):
    used = {one.partition(".")[2] for one in modules_of(feature)}
    assert set(NOUNS[feature].split()) <= used


def test_no_module_is_named_by_a_gerund():
    named = {path.stem for path in HOME.rglob("*.py") if path.stem.endswith("ing")}
    assert not named - NOUNS_IN_ING
