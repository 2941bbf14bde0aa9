"""The form of a new plan as it is opened, drawn once for all to whom it says the same."""

from __future__ import annotations

from collections.abc import Iterable

from flask import current_app
from markupsafe import Markup

from tracker.experiments.forms.experiment import PlanForm
from tracker.experiments.models.picture import MOST_PICTURES
from tracker.experiments.queries.form_options import Audience
from tracker.guidelines.models import Platform
from tracker.guidelines.starting_set import HOSTS
from tracker.web.blank_form import blank_form_with_choices
from tracker.web.i18n import locale_code
from tracker.web.templates import rendered_part


def blank_plan(platform: int | None, seen_by: Audience, reader: int) -> Markup:
    """The form of a new plan in which nothing is filled in but the platform.

    Args:
        platform: Id of the platform that is chosen already.
        seen_by: Whom the plan would be shared with.
        reader: Id of whoever writes it.
    """
    unit = seen_by.unit
    people = (seen_by.everyone, seen_by.in_unit, seen_by.working_there)
    return blank_form_with_choices(
        ("blank plan", platform, unit.id, unit.name, people),
        lambda reader: _drawn(platform, seen_by, reader),
        reader=reader,
    )


def _drawn(
    platform: int | None, seen_by: Audience, reader: int
) -> tuple[PlanForm, Markup]:
    form = PlanForm(None, data={"platform": platform})
    html = rendered_part(
        "experiments/_new_plan.html",
        form=form,
        reader=reader,
        locale=locale_code(),
        audience=seen_by,
        hosts=known_hosts(form.platforms),
        provider=current_app.config["TRACKER"].oidc,
        pictures_room=MOST_PICTURES,
    )
    return form, html


def known_hosts(platforms: Iterable[Platform]) -> str:
    """The hosts by which a link tells its platform: ``host=id``, with blanks between."""
    by_slug = {platform.slug: platform.id for platform in platforms}
    return " ".join(
        f"{host}={by_slug[slug]}" for host, slug in HOSTS.items() if slug in by_slug
    )
