"""The tree names whom the viewer may see, and leads on from each; building on takes one click."""

import datetime as dt
import re

from tests.cast import NOW, concluded, planned
from tests.sql_counter import counted
from tracker.experiments.models import Experiment, Visibility
from tracker.experiments.queries import form_options
from tracker.experiments.queries.form_options import attempts_like
from tracker.lessons.enums import Outcome
from tracker.lineage.models import BuildsOn
from tracker.lineage.queries import ancestors_of, descendants_of


def line(cast, *stages):
    """passport, and on it one after the other."""
    made = [cast.passport]
    for by, title, more in stages:
        child = concluded(
            by, cast.facebook, outcome=Outcome.supported, title=title, **more
        )
        BuildsOn.record(child, made[-1], note=f"videre med {title}")
        made.append(child)
    return made


def test_a_refuted_attempt_is_seen_to_carry_todays_success(cast, visit):
    *_, last = line(
        cast,
        (cast.carla, "Ved frokost", {}),
        (cast.leif, "Med SMS", {}),
        (cast.carla, "Hver mandag", {}),
    )
    page = visit(cast.frida).get(f"/experiments/{last.id}/lineage").text
    assert (
        "It began with “Spørgetime torsdag aften” by Alma Holm, Bo Friis (didn&#39;t hold); 3"
        " steps on" in page
    )
    assert page.count('class="on-path"') >= 3 and page.count('class="title"') >= 8
    assert "Leif Dahl" in page and "videre med Hver mandag" in page
    page = page[page.index('id="box-') :]
    assert page.index("Ved frokost") < page.index("Med SMS") < page.index("Hver mandag")


def test_who_may_not_see_one_sees_an_unnamed_link_of_the_chain(cast, visit):
    _, secret, last = line(
        cast,
        (cast.alma, "Hemmelig prøve", {"visibility": Visibility.unit}),
        (cast.carla, "Ved frokost", {}),
    )
    BuildsOn.record(
        planned(
            cast.alma, cast.facebook, title="Også hemmelig", visibility=Visibility.unit
        ),
        cast.passport,
    )
    BuildsOn.record(cast.dream, cast.passport)
    page = visit(cast.carla).get(f"/experiments/{cast.passport.id}/lineage").text
    assert (
        "Hemmelig" not in page
        and f"/experiments/{secret.id}" not in page
        and "videre med Hemmelig" not in page
    )
    assert (
        "An attempt that you cannot see" in page
        and "1 more is visible to its unit only" in page
    )
    assert cast.dream.title not in page and "Også hemmelig" not in page
    assert (
        "Hemmelig prøve" in visit(cast.eva).get(f"/experiments/{last.id}/lineage").text
    )
    assert (
        cast.dream.title
        in visit(cast.alma).get(f"/experiments/{cast.passport.id}/lineage").text
    )


def test_the_line_is_counted_as_far_as_one_may_see(cast):
    first, secret, last = line(
        cast,
        (cast.alma, "Hemmelig prøve", {"visibility": Visibility.unit}),
        (cast.carla, "Ved frokost", {}),
    )
    BuildsOn.record(cast.dream, first)
    assert set(ancestors_of(last, cast.carla)) == {first}
    assert set(ancestors_of(last, cast.eva)) == {first, secret}
    assert set(descendants_of(first, cast.alma)) == {secret, last}
    assert set(descendants_of(first, cast.carla)) == {last}


def test_where_the_line_begins_the_page_says_what_will_be_there(cast, visit):
    page = visit(cast.carla).get(f"/experiments/{cast.passport.id}/lineage").text
    assert "The line begins here" in page and 'class="tree' not in page


def test_one_click_gives_a_plan_with_several_parents_and_their_lessons(cast, visit):
    other = concluded(cast.leif, cast.facebook, title="Åbent hus")
    carla = visit(cast.carla)
    page = carla.get(
        f"/experiments/new?builds_on={cast.passport.id}&builds_on={other.id}"
    ).text
    assert (
        "Åbent hus" in page
        and page.count("Folk spørger om aftenen") == 2
        and "what we change" in page
    )
    both = re.search(r'name="builds_on"[^>]*value="([^"]+)"', page)[1]
    answer = carla.post(
        "/experiments/new",
        data=plan(cast, builds_on=both, also=f"#{cast.passport.id}", note="kun formen"),
    )
    child = Experiment.get_by_id(int(answer.location.rsplit("/")[-1]))
    assert {row.parent for row in child.parents} == {cast.passport, other}
    page = carla.get(answer.location).text
    assert (
        page.count("kun formen") == 1
        and "See the whole tree" in page
        and "“Folk spørger om aftenen" in page
    )


def test_a_parent_is_named_by_its_number_or_its_address(cast, visit):
    carla = visit(cast.carla)
    child = planned(cast.carla, cast.facebook)
    for typed in (
        f"#{cast.passport.id}",
        f"https://example.org/experiments/{cast.passport.id}?x=1",
    ):
        BuildsOn.delete().execute()
        answer = carla.post(
            f"/experiments/{child.id}/edit", data=form_of(child.reload(), also=typed)
        )
        assert answer.status_code == 303 and child.parents.get().parent == cast.passport
    for typed in (
        f"#{cast.quiz.id}",
        f"#{cast.dream.id}",
        "#999999999999",
        "noget helt andet",
    ):
        answer = carla.post(
            f"/experiments/{child.id}/edit", data=form_of(child, also=typed)
        )
        assert (
            answer.status_code == 422 and "No attempt that you may see" in answer.text
        )
    answer = visit(cast.alma).post(
        f"/experiments/{cast.passport.id}/edit",
        data=form_of(cast.passport, also=f"#{child.id}"),
    )
    assert answer.status_code == 422 and "cannot build on itself" in answer.text


def test_attempts_are_offered_by_their_title(cast, visit):
    offered = visit(cast.carla).get("/experiments/suggest/attempts?q=torsdag").json
    assert offered == [
        {
            "value": f"#{cast.passport.id}",
            "label": cast.passport.title,
            "hint": "Borgerservice",
        }
    ]
    assert not attempts_like("livevideo", cast.carla) and not attempts_like(
        "quiz", cast.carla
    )
    assert not attempts_like("quiz", cast.alma, concluded=True) and attempts_like(
        "quiz", cast.alma
    )
    assert visit(cast.carla).get("/experiments/suggest/attempts").json == []


def test_the_newest_of_many_titles_are_offered_that_one_may_see(cast, monkeypatch):
    monkeypatch.setattr(form_options, "LOOKED_AT", (2, 5, None))
    seen = [planned(cast.alma, cast.facebook, title=f"ÅLEGRÆS {n}") for n in range(10)]
    for n in range(4):
        title = f"Ålegræs {n} for få"
        planned(cast.alma, cast.facebook, title=title, visibility=Visibility.unit)
    for n, made in enumerate(Experiment.select().order_by(Experiment.id)):
        if made.published_at:
            at = NOW + dt.timedelta(hours=n)
            Experiment.update(published_at=at).where(Experiment.id == made.id).execute()
    assert attempts_like("a\u030alegræs", cast.carla) == seen[:1:-1]
    assert attempts_like("ålegræs 3", cast.carla) == [seen[3]]
    assert len(attempts_like("ålegræs få", cast.alma)) == 4


def test_the_queries_of_a_tree_do_not_grow(cast, visit):
    leif = visit(cast.leif)
    sizes = []
    newest = cast.passport
    for many in (3, 9):
        for n in range(many):
            child = planned(
                cast.carla, cast.facebook, title=f"Nummer {n}", co_authors=[cast.leif]
            )
            BuildsOn.record(child, newest)
            newest = child if n % 3 else newest
        with counted() as sent:
            assert (
                leif.get(f"/experiments/{cast.passport.id}/lineage").status_code == 200
            )
        sizes.append(len(sent))
    assert sizes[0] == sizes[1] <= 14


def plan(cast, **answers):
    plan = {
        "hypothesis": "en quiz får flere til at svare",
        "title": "En quiz",
        "platform": cast.facebook.id,
        "publish": "1",
    }
    return {**plan, "visibility": "everyone", **answers}


def form_of(experiment, **answers):
    names = ("title", "hypothesis", "method", "metric", "criterion")
    kept = {name: getattr(experiment, name) for name in names}
    return {
        **kept,
        "platform": experiment.platform_id,
        "visibility": experiment.visibility.value,
        "version": experiment.version,
        **answers,
    }
