"""Operations: the summaries of quarters."""

from __future__ import annotations

from flask import request
from flask_login import current_user

from tracker.api.operation import Parameter, operation
from tracker.api.resources.summary import SUMMARY, SUMMARY_DETAIL
from tracker.api.schema import list_schema
from tracker.numbers import whole_number
from tracker.quarters import Quarter
from tracker.summaries import queries
from tracker.summaries.models import Summary
from tracker.summaries.presentation import SummaryView
from tracker.web.access import require_found

ANSWER = list_schema(SUMMARY)
EDITION = Parameter(
    "edition",
    {"type": "integer", "minimum": 1, "maximum": 1000},
    "Which edition; the newest signed one if left out.",
)


@operation("/summaries", "The editions that the token's owner may read", ANSWER)
def list_summaries():
    views = [SummaryView.of(row) for row in queries.readable_by(current_user)]
    return {"items": [SUMMARY.as_json(view) for view in views]}


@operation(
    "/summaries/<quarter>",
    "One edition, with its texts and figures",
    SUMMARY_DETAIL.reference,
    parameters=(EDITION,),
)
def show_summary(quarter):
    asked = require_found(Quarter.parse(quarter))
    editions = queries.editions_of(asked, current_user)
    return SUMMARY_DETAIL.as_json(SummaryView.of(_chosen(editions)))


def _chosen(editions: list[Summary]) -> Summary:
    """The edition that is asked for: the newest signed one, else the newest."""
    if edition := whole_number(request.args.get("edition")):
        editions = [row for row in editions if row.edition == edition]
    signed = [row for row in editions if row.signature]
    return require_found(next(iter(signed or editions), None))
