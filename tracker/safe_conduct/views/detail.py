"""Views: the safe conduct as it stands, and its earlier versions."""

from __future__ import annotations

from itertools import zip_longest

from flask_login import current_user, login_required

from tracker.core.text_diff import differences
from tracker.safe_conduct import queries
from tracker.safe_conduct.forms import BreachReportForm
from tracker.safe_conduct.models import BreachCount, SafeConduct, SafeConductSignature
from tracker.safe_conduct.views import safe_conduct
from tracker.web.responses import render_page


@safe_conduct.get("/safe-conduct")
@login_required
def index():
    return conduct_page()


@safe_conduct.get("/safe-conduct/versions")
@login_required
def versions():
    rows = queries.conducts()
    changes = []
    for row, older in zip_longest(rows, rows[1:]):
        if older:
            pieces = differences(older.text, row.text)
            excepted = differences(older.exceptions, row.exceptions)
            changes.append((row, pieces, excepted))
        else:
            changes.append((row, [], []))
    return render_page(
        "safe_conduct/versions.html",
        told=changes,
        signed=queries.signatures_by_conduct(),
    )


def conduct_page(changed: bool = False, form: BreachReportForm | None = None) -> str:
    """The page of the safe conduct.

    Args:
        changed: Whether there is a newer version than the one a leader tried to sign.
        form: A report as it was sent, with its errors.
    """
    standing = queries.signed_conduct()
    signatures = []
    if standing:
        signatures = queries.signatures_by_conduct().get(standing.conduct.id, [])
    signers = [row.person for row in signatures]
    may_sign = SafeConductSignature.signable_by(current_user)
    return render_page(
        "safe_conduct/index.html",
        standing=standing,
        signatures=signatures,
        writable=SafeConduct.writable_by(current_user),
        signable=standing and may_sign and current_user not in signers,
        changed=changed,
        counts=queries.counts_told(),
        reads=BreachCount.tellable_by(current_user),
        form=form or BreachReportForm(None),
    )
