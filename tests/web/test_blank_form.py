"""A form that is drawn once says to each reader what a form drawn for them would say."""

from itertools import product

from flask import g
from flask_babel import force_locale

from tests.examples import for_each_case
from tracker.amplifications.views import _onward_form
from tracker.comments.forms import _on_experiment, _on_lesson
from tracker.lessons.views.detail import _evidence_form, _reuse_form
from tracker.web.blank_form import blank_form

BESIDE_COMMENTS = {"experiment": 7, "reader": 70, "said": 0}
FORMS = [
    (_on_experiment, BESIDE_COMMENTS),
    (_on_lesson, BESIDE_COMMENTS | {"lesson": 7001}),
    (_evidence_form, {"lesson": 12, "reader": 1}),
    (_reuse_form, {"lesson": 12, "reader": 12}),
    (_onward_form, {"lesson": 700}),
]


@for_each_case(
    ("form", "root", "language"), list(product(FORMS, ("", "/tool"), ("da", "en_GB")))
)
def test_each_reader_gets_what_would_be_drawn_for_them(app, form, root, language):
    draw, numbers = form
    for step in range(3):
        asked = {name: n + step for name, n in numbers.items()}
        page = app.test_request_context(base_url=f"http://localhost{root}")
        with page, force_locale(language):
            found = blank_form(draw, **asked)
            drawn, expected = draw(**asked)
            if "submission" in drawn:
                key = drawn["submission"].data
                assert expected.count(key) == 1
                expected = expected.replace(key, g.hidden_keys[-2])
            assert found == expected


def test_no_two_readers_get_the_same_key(app):
    keys = set()
    for _ in range(3):
        with app.test_request_context():
            blank_form(_on_experiment, experiment=1, reader=2, said=3)
            keys.add(g.hidden_keys[-1])
    assert len(keys) == 3
