"""Everything that was tried, unit by unit.

Attempts may build on one another across the modules, by key.
"""

from . import (
    beredskab,
    borgerservice,
    direktion,
    hr,
    jobcenter,
    kommunikation,
    kultur,
    skole,
    sundhed,
    teknik,
)

ATTEMPTS = tuple(
    attempt
    for room in (
        beredskab,
        borgerservice,
        direktion,
        hr,
        jobcenter,
        kommunikation,
        kultur,
        skole,
        sundhed,
        teknik,
    )
    for attempt in room.ATTEMPTS
)
