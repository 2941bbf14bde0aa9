"""Tags: one however it is written, renamed and merged by facilitators."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.cast import NOW, planned
from tracker.accounts.models import Person
from tracker.audit.models import AuditEvent
from tracker.core.validation import ValidationFailed
from tracker.experiments.models import Experiment, Stage, Tag, Tagging, Visibility
from tracker.experiments.models.tag import split_tags, tidy_tags
from tracker.experiments.queries.relevance import ranked
from tracker.experiments.queries.search import tags_named
from tracker.experiments.queries.tag import tags_like, tags_seen_by
from tracker.experiments.queries.visibility import is_visible
from tracker.search import Query

pytestmark = pytest.mark.both_databases("experiments.models.tag")


def tagged(cast, *names):
    return planned(cast.carla, cast.facebook, title="Mærket", tags=list(names))


def test_a_tag_is_one_however_it_is_written():
    assert tidy_tags(["Ål", "a\u030al", "ÅL\u200b", "#ål", "\u2800", "\ufe0f"]) == [
        "ål"
    ]
    assert split_tags("#ÅL #ål") == ["ål"]


def test_capitals_find_a_tag_by_letters_and_in_an_address(cast):
    tagged(cast, "ældre")
    assert tags_like("ÆLD", cast.bo) == ["ældre"]
    assert [tag.name for tag in tags_named(["ÆLDRE"], cast.bo)] == ["ældre"]


def test_a_renamed_tag_is_found_by_both_names(cast):
    made = tagged(cast, "ungdom")
    tag = Tag.get(Tag.name == "ungdom")
    tag.rename("Unge")
    assert made.reload().tag_names() == ["unge"]
    assert [tag.name for tag in tags_named(["ungdom"], cast.bo)] == ["unge"]
    assert Tag.named("ungdom") == tag
    assert ranked(cast.bo, Query.parse("unge")).best() == [made.id]
    tag.rename("ungdom")  # and back
    assert made.reload().tag_names() == ["ungdom"] and Tag.named("unge") == tag
    assert AuditEvent.select().where(AuditEvent.what == "tag_renamed").count() == 2


def test_a_merged_tag_stands_once_on_what_had_both(cast):
    both = tagged(cast, "børn", "boern")
    one = planned(cast.bo, cast.facebook, title="Et", tags=["boern"])
    gone, kept = (Tag.get(Tag.name == name) for name in ("boern", "børn"))
    gone.merge(kept)
    assert both.reload().tag_names() == ["børn"] == one.reload().tag_names()
    later = tagged(cast, "boern", "børn")
    assert later.tag_names() == ["børn"]
    for into in (kept, gone):
        with pytest.raises(ValidationFailed):
            gone.merge(into)
    with pytest.raises(ValidationFailed):
        kept.merge(kept)


def test_a_tag_of_a_draft_alone_is_no_ones_to_keep(cast, visit):
    tagged(cast, "skole")
    cast.dream.amend(
        version=cast.dream.version, by=cast.alma, at=NOW, tags=["hemmeligt"]
    )
    frida = visit(cast.frida)
    page = frida.get("/experiments/tags").text
    assert "skole" in page and "hemmeligt" not in page
    assert frida.get("/experiments/tag?tag=hemmeligt").status_code == 404
    answer = frida.post("/experiments/tag?tag=skole", data={"name": "hemmeligt"})
    assert answer.status_code == 422


def test_whoever_may_see_a_tag_has_it_counted_as_the_database_counts(cast):
    """Those that everybody may see are counted in memory, the few others beside them."""
    planned(cast.eva, cast.facebook, tags=["øst", "vest"])
    planned(cast.eva, cast.facebook, tags=["øst"], visibility=Visibility.unit)
    cast.dream.amend(
        version=cast.dream.version, by=cast.alma, at=NOW, tags=["øst", "drøm"]
    )
    away = planned(cast.alma, cast.facebook, tags=["øst", "væk"])
    Experiment.update(hidden_at=NOW).where(Experiment.id == away.id).execute()
    for viewer in Person.select():
        rows = Tagging.select(Tag.name, Experiment.stage, Experiment.id)
        rows = rows.join(Tag).switch(Tagging).join(Experiment)
        seen = list(rows.where(is_visible(viewer)).tuples())
        names = Counter(name for name, *_ in seen)
        found = {tag.name: often for tag, often in tags_seen_by(viewer)}
        assert found == names and list(found) == sorted(names)
        shown = Counter(name for name, stage, _ in seen if stage is not Stage.draft)
        in_order = sorted(shown, key=lambda name: (-shown[name], name))
        assert tags_like("", viewer) == in_order[:8]


def test_a_facilitator_renames_and_merges_on_the_page(cast, visit):
    tagged(cast, "skole", "skoler")
    one, other = (Tag.get(Tag.name == name) for name in ("skoler", "skole"))
    frida = visit(cast.frida)
    frida.post("/experiments/tag/merge?tag=skoler", data={"into": "skole"})
    assert one.reload().merged_into == other
    frida.post("/experiments/tag?tag=skole", data={"name": "Skoler i byen"})
    assert other.reload().name == "skoler i byen"
