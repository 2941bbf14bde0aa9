"""Style sheets say only what holds."""

import re
from pathlib import Path

HOME = Path(__file__).parents[2]
SOURCES = ("static/css/**/*.css", "static/js/**/*.js", "templates/**/*.html")
USED = re.compile(r"var\(\s*(--[\w-]+)")
# In a rule, in an attribute, or by a script
SET = re.compile(r"""(--[\w-]+)["']?\s*[:,]""")


def test_every_custom_property_is_set_somewhere():
    """One that is not is replaced by what stands behind it, and nobody notices."""
    texts = [path.read_text() for kind in SOURCES for path in HOME.glob(kind)]
    used = {name for text in texts for name in USED.findall(text)}
    told = {name for text in texts for name in SET.findall(USED.sub("", text))}
    assert len(used) > 50 and used <= told
