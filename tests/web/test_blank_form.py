"""A form that is drawn once says to each reader what a form drawn for them would say."""

import pytest
from flask import g
from flask_babel import force_locale

from tracker.comments.forms import ON_EXPERIMENT, ON_LESSON
from tracker.web.blank_form import blank_form
from tracker.web.templates import rendered_part


def drawn(blank, key: str, **numbers: int) -> str:
    form, values = blank.values(**numbers)
    form.submission.data = key
    return rendered_part(blank.template, form=form, **values)


@pytest.mark.parametrize("language", ["da", "en_GB"])
@pytest.mark.parametrize("root", ["", "/tool"])
def test_each_reader_gets_what_would_be_drawn_for_them(app, language, root):
    numbers = {"experiment": 7, "reader": 70, "said": 0}
    for blank, more in ((ON_EXPERIMENT, {}), (ON_LESSON, {"lesson": 7001})):
        for step in range(3):
            asked = {name: n + step for name, n in numbers.items()} | more
            page = app.test_request_context(base_url=f"http://localhost{root}")
            with page, force_locale(language):
                found = blank_form(blank, **asked)
                key = g.hidden_keys[-1]
                assert found.count(key) == 1
                assert found == drawn(blank, key, **asked)


def test_no_two_readers_get_the_same_key(app):
    keys = set()
    for _ in range(3):
        with app.test_request_context():
            blank_form(ON_EXPERIMENT, experiment=1, reader=2, said=3)
            keys.add(g.hidden_keys[-1])
    assert len(keys) == 3
