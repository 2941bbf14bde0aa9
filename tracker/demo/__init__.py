"""The demo organisation: an invented Danish municipality, its people, what they tried and
what they said about it.

The texts are data, in `texts/*.toml`: one file per experiment with all that was said of
it, and one per other subject. Every date is a number of days before the demo is made
(negative: after it), so that the demo is always fresh; for the same reason no text names
a month, a season or a year. The modules named `seed_…` read the files and act them out
through the verbs; `pictures` draws the images. All people, places and figures are invented.
"""

from pathlib import Path

TEXTS = Path(__file__).parent / "texts"
