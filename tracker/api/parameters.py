"""Parameters that several operations take."""

from __future__ import annotations

from collections.abc import Callable

from flask import request
from flask_babel import gettext as _

from tracker.api.operation import Parameter
from tracker.api.schema import DAY, TEXT
from tracker.numbers import whole_number
from tracker.web.pagination import PER_PAGE, Page
from tracker.web.problem import problem_response
from tracker.web.responses import public_url

MOST_PER_PAGE = 100
AFTER = Parameter(
    "after",
    {"type": "string", "maxLength": 100},
    "The mark of the page before, as its “next” has it.",
)
PAGE_SIZE = Parameter(
    "per_page",
    {"type": "integer", "minimum": 1, "maximum": MOST_PER_PAGE, "default": PER_PAGE},
    "How many on a page.",
)
WORDS = Parameter("q", {"type": "string", "maxLength": 300}, "Words to search for.")
UNIT = Parameter("unit", TEXT, "Number of a unit.", many=True)
PLATFORM = Parameter("platform", TEXT, "Slug of a platform.", many=True)
TAG = Parameter("tag", TEXT, "Name of a tag.", many=True)
SINCE = Parameter("since", DAY, "From this day on.")
UNTIL = Parameter("until", DAY, "Until this day.")


def per_page() -> int:
    """How many are wanted on a page."""
    return whole_number(request.args.get("per_page")) or PER_PAGE


def page_json(page: Page, as_json: Callable) -> dict:
    """A page as JSON, with the address of the next one."""
    following = None
    if page.after:
        pairs = request.args.to_dict(flat=False)
        pairs.pop("after", None)
        following = public_url(
            request.endpoint, **(request.view_args or {}), **pairs, after=page.after
        )
    return {"items": [as_json(row) for row in page], "next": following}


def unknown_filter():
    """The answer where a filter names something that is not there."""
    return problem_response(
        400,
        _("The address is not one of ours"),
        _("A part of it is not known, or has a value that makes no sense."),
    )
