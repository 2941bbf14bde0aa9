"""What higher features show on the page of a lower one."""

from flask import Flask

from tracker.app import PANELS
from tracker.web import panels


def test_every_panel_gives_its_values_to_the_page():
    app = Flask(__name__)
    stands = {"page": (lambda of: {"one": of}, lambda of: {"two": of + 1})}
    panels.init_app(app, stands)
    with app.app_context():
        assert panels.panels_of("page", 1) == {"one": 1, "two": 2}
        assert panels.panels_of("another page", 1) == {}


def test_every_page_with_panels_is_a_page_of_the_product(app):
    assert set(PANELS) <= set(app.view_functions)
