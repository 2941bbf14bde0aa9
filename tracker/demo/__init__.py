"""The demo organisation, as data: an invented Danish municipality, its people, what
they tried and what they said about it.

Nothing here touches the database, the clock or the network: every date is a number of
days before the day of planting (negative: after it), so that the demo is always fresh.
For the same reason no text names a month, a season or a year. `organisation` holds
units and people, `attempts` the experiments unit by unit, `talk` what colleagues said
and used, `pictures` the images, drawn by code. All people, places and figures are
invented.
"""
