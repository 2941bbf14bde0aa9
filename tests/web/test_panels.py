"""What higher features show on the page of a lower one."""

from flask import Flask

from tracker.app import FORM_PARTS, PANELS
from tracker.web import panels


def test_every_panel_gives_its_values_to_the_page():
    app = Flask(__name__)
    stands = {"page": (lambda of: {"one": of}, lambda of: {"two": of + 1})}
    panels.init_app(app, stands, {})
    with app.app_context():
        assert panels.panels_of("page", 1) == {"one": 1, "two": 2}
        assert panels.panels_of("another page", 1) == {}


def test_every_page_with_panels_is_a_page_of_the_product(app):
    assert set(PANELS) <= set(app.view_functions)


def test_every_part_of_a_form_saves_what_it_asked():
    app = Flask(__name__)
    saved = []
    panels.init_app(app, {}, {"form": (saved.append, saved.append)})
    with app.app_context():
        panels.save_form_parts("form", 1)
        panels.save_form_parts("another form", 2)
    assert saved == [1, 1]


def test_every_form_with_parts_is_a_form_of_the_product(app):
    assert set(FORM_PARTS) <= set(app.view_functions)
