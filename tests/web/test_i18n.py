"""Sentences tell large numbers as they are written where the reader is."""

from flask import render_template_string
from flask_babel import force_locale, ngettext

from tests.examples import for_each_case

COUNTED = ("%(num)s attempt", "%(num)s attempts")
IN_A_TEMPLATE = '{{ ngettext("%(num)s attempt", "%(num)s attempts", n) }}'


@for_each_case(
    ("language", "n", "written"),
    [
        ("da", 1, "1 forsøg"),
        ("da", 1204, "1.204 forsøg"),
        ("en_GB", 1204, "1,204 attempts"),
        ("en_GB", 999, "999 attempts"),
        ("en_GB", 12_040, "12,040 attempts"),
    ],
)
def test_how_many_there_are(app, language, n, written):
    with app.test_request_context(), force_locale(language):
        assert ngettext(*COUNTED, n) == written
        assert render_template_string(IN_A_TEMPLATE, n=n) == written


def test_a_number_that_is_written_already_stays(app):
    with app.test_request_context(), force_locale("en_GB"):
        text = render_template_string(IN_A_TEMPLATE[:-4] + ', num="2k") }}', n=2000)
        assert text == "2k attempts"
