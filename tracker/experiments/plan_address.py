"""What an address fills into a new plan."""

from __future__ import annotations

from flask import request
from flask_login import current_user

from tracker.experiments.models import (
    Experiment,
    Link,
)
from tracker.experiments.queries.form_options import (
    last_platform,
    platforms_to_choose,
)
from tracker.web.forms import tidy_line


def named_in_address() -> dict:
    """The fields of a new plan that the address fills in."""
    slug = request.args.get("platform")
    platforms = [row.id for row in platforms_to_choose() if row.slug == slug]
    words = tidy_line(request.args.get("q", ""))[: Experiment.title.max_length]
    return {
        "title": words[:1].upper() + words[1:],
        "method": request.args.get("method", "")[: Experiment.method.max_length],
        "link": request.args.get("link", "")[: Link.url.max_length],
        "builds_on": ",".join(request.args.getlist("builds_on")),
        "clauses": ",".join(request.args.getlist("clause")),
        "questions": ",".join(request.args.getlist("question")),
        "platform": next(iter(platforms), last_platform(current_user)),
        "stakeholder": request.args.get("stakeholder"),
        "touchpoint": request.args.get("touchpoint"),
    }
