"""What an attempt of the demo consists of.

The fields bear the names of the plan card and the learning card.
"""

from dataclasses import dataclass

from .organisation import PEOPLE, UNITS

PLATFORMS = frozenset(
    "facebook instagram linkedin-page linkedin-personal x threads bluesky mastodon tiktok youtube"
    " reddit snapchat website other".split()
)
FORMATS = frozenset("post story video live reply group campaign advert other".split())
STAGES = frozenset("draft planned running concluded".split())
OUTCOMES = frozenset("supported refuted mixed inconclusive stopped".split())
DECISIONS = frozenset("adopt adapt stop retry".split())
CONFIDENCES = frozenset("weak fair strong".split())
VISIBILITIES = frozenset("everyone unit".split())
PICTURES = frozenset(
    "bars-calls bars-letters bars-waste bin bin-horse books books-note boots lunch lunch-box"
    " lunch-coffee lunch-small map map-coast map-rail phone phone-call phone-colleague phone-horse"
    " phone-pass phone-shoes pool pool-quiet poster poster-coffee queue sign sign-door sign-tree"
    " stopwatch stopwatch-foot".split()
)
TAGS = frozenset(
    "affald annonce beredskab bibliotek billeder borgermøde byggesag børn dagpleje direktion"
    " foreninger forældre fælles-konto genbrug grupper humor høring job klager klarsprog live"
    " lokalhistorie natur pas pårørende rekruttering samtykke skole sundhed svartid svømmehal"
    " tidspunkt tilgængelighed tone trafik unge vej video virksomheder ældre".split()
)


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """One experiment.

    Dates are days before planting; `*_days_ago` below zero lies ahead. Numbers are in
    `metric`.
    """

    key: str
    author: str
    title: str
    platform: str
    stage: str
    hypothesis: str
    co_authors: tuple[str, ...] = ()
    unit: str = ""  # the author's when empty
    format: str = "post"
    tags: tuple[str, ...] = ()
    visibility: str = "everyone"
    builds_on: tuple[str, ...] = ()
    descent_note: str = ""  # what it took from the ones it builds on
    method: str = ""
    metric: str = ""
    criterion: str = ""
    baseline: float | None = None
    target: float | None = None
    hours: float | None = None
    cost: int | None = None  # DKK
    drafted_days_ago: int | None = None  # drafts only
    published_days_ago: int | None = None
    starts_days_ago: int | None = None
    ends_days_ago: int | None = None
    concluded_days_ago: int | None = None
    # Shared as "a colleague in …"; its author has not put a name to it yet
    withheld: bool = False
    # "I already tried this": criterion and lesson written on the same day
    afterwards: bool = False
    outcome: str = ""
    observation: str = ""
    surprise: str = ""
    lesson: str = ""
    context: str = ""  # the lesson holds when …
    decision: str = ""
    decision_note: str = ""
    result: float | None = None
    measured_days_ago: int | None = None
    confidence: str = ""
    reason: str = ""
    pushback: str = ""
    meaning: str = ""
    readings: tuple[tuple[int, float], ...] = ()  # (days ago, value), oldest first
    pictures: tuple[tuple[str, str], ...] = ()  # (kind for pictures.draw, alt text)
    links: tuple[tuple[str, str], ...] = ()  # (address, title)

    def __post_init__(self):
        def known(value, among, optional=False):
            if value not in among and not (optional and not value):
                raise ValueError(f"{self.key}: {value!r} is not known")

        known(self.platform, PLATFORMS)
        known(self.format, FORMATS)
        known(self.stage, STAGES)
        known(self.visibility, VISIBILITIES)
        known(self.outcome, OUTCOMES, optional=True)
        known(self.decision, DECISIONS, optional=True)
        known(self.confidence, CONFIDENCES, optional=True)
        known(self.unit, UNITS, optional=True)
        for person in (self.author, *self.co_authors):
            known(person, PEOPLE)
        for tag in self.tags:
            known(tag, TAGS)
        for kind, _ in self.pictures:
            known(kind, PICTURES)

    @property
    def unit_key(self):
        return self.unit or PEOPLE[self.author].unit
