"""Views: a lesson as a poster, with a QR code of its address."""

from __future__ import annotations

import segno
from flask_login import current_user, login_required
from markupsafe import Markup

from tracker.experiments.queries import rows_of
from tracker.lessons import queries
from tracker.lessons.views import lessons
from tracker.web.access import require_found
from tracker.web.responses import public_url, render_page


@lessons.get("/lessons/<int:id>/poster")
@login_required
def poster(id):
    lesson = require_found(queries.visible_lesson(current_user, id))
    (row,) = rows_of([lesson.experiment_id], current_user)
    address = public_url("lessons.lesson", id=lesson.id)
    return render_page(
        "lessons/poster.html",
        lesson=lesson,
        row=row,
        address=address,
        code=code_for(address),
    )


def code_for(address: str) -> Markup:
    """The QR code of an address as SVG, sized by the page.

    It is hidden from screen readers, as the address stands beside it.
    """
    drawn = segno.make(address, error="m", micro=False).svg_inline(
        border=1, omitsize=True, svgclass="code"
    )
    return Markup(drawn.replace("<svg ", '<svg aria-hidden="true" ', 1))
