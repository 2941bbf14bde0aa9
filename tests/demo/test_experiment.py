"""The demo's experiments are only data, so they are held to what the product demands of
everybody's data, before they meet a database.
"""

from collections import Counter

import pytest

from tests.demo.mistakes import broken
from tests.examples import for_each
from tracker.demo.experiment import (
    EXPERIMENTS,
    FILES,
    TAGS,
    DemoExperiment,
    read_experiment,
)
from tracker.demo.organisation import PEOPLE
from tracker.experiments.models import Stage
from tracker.toml import DataFileError

BY_KEY = {one.key: one for one in EXPERIMENTS}
CONCLUDED = [one for one in EXPERIMENTS if one.stage is Stage.concluded]
CAPS = {
    "title": 200,
    "metric": 120,
    "hypothesis": 2000,
    "method": 4000,
    "criterion": 1000,
    "observation": 8000,
    "surprise": 4000,
    "lesson": 280,
    "context": 1000,
    "decision_note": 2000,
    "reason": 2000,
    "pushback": 4000,
    "meaning": 2000,
    "descent_note": 280,
}
LEARNT = ("outcome", "observation", "lesson", "decision")

each = for_each(EXPERIMENTS, lambda one: one.key)


def texts(experiment):
    return {
        field: getattr(experiment, field)
        for field in CAPS
        if getattr(experiment, field)
    }


def test_keys_titles_and_lessons_are_said_once():
    for field in ("key", "title", "lesson", "hypothesis"):
        said = Counter(
            getattr(experiment, field)
            for experiment in EXPERIMENTS
            if getattr(experiment, field)
        )
        assert not [text for text, times in said.items() if times > 1]


@each
def test_texts_fit_and_are_tidy(experiment):
    for field, text in texts(experiment).items():
        assert len(text) <= CAPS[field], field
        assert "  " not in text and '"' not in text, field
        assert "\n" not in text.replace("\n\n", ""), f"{field}: a line without its \\"
        if field not in ("title", "metric"):
            assert text[-1] in ".?!)”", field


@each
def test_a_stage_has_what_it_demands(experiment):
    assert experiment.title and experiment.hypothesis and experiment.tags
    if experiment.stage == "draft":
        assert (
            experiment.published_days_ago is None
            and experiment.drafted_days_ago is not None
        )
    else:
        assert experiment.published_days_ago is not None and experiment.metric
    if experiment.stage in ("running", "concluded"):
        assert experiment.criterion or experiment.afterwards
    if experiment.stage == "concluded":
        assert all(getattr(experiment, field) for field in LEARNT)
    else:
        assert not any(getattr(experiment, field) for field in LEARNT)
    assert bool(experiment.reason) == (experiment.outcome == "stopped")
    if experiment.outcome in ("inconclusive", "stopped"):
        assert experiment.surprise or experiment.reason


@each
def test_lessons_are_whole_sentences(experiment):
    if experiment.lesson:
        assert experiment.lesson[0].isupper() or experiment.lesson[0] in "“4", (
            experiment.lesson
        )
        assert experiment.lesson[-1] in ".”"
    if experiment.decision_note:
        assert experiment.decision_note[0].islower(), (
            "it goes on from “Derfor vil vi …”"
        )
    if experiment.observation:
        first = experiment.observation.split()[0]
        assert first[0].islower() or first[0].isdigit() or first.lower() in PEOPLE, (
            "it goes on from “Vi så, at …”"
        )


@each
def test_dates_are_in_order(experiment):
    published = experiment.published_days_ago
    starts = experiment.starts_days_ago
    ends = experiment.ends_days_ago
    concluded = experiment.concluded_days_ago
    measured = experiment.measured_days_ago
    if starts is not None and ends is not None:
        assert starts >= ends
    if experiment.stage == "planned":
        assert published >= 0 > starts
    if experiment.stage in ("running", "concluded"):
        assert starts >= 0 and (published >= starts or experiment.afterwards)
    if experiment.stage == "running":
        assert concluded is None
    if experiment.stage == "concluded":
        assert 0 <= concluded <= min(published, starts)
        assert (
            concluded > ends
            if experiment.outcome == "stopped" and starts != ends
            else concluded <= ends
        )
        assert measured is None or starts >= measured >= concluded
        assert (experiment.result is None) or measured is not None
    assert (published or 0) <= 415, "five quarters"
    days = [reading.days_ago for reading in experiment.readings]
    assert days == sorted(set(days), reverse=True)
    assert all(published >= day >= max(0, concluded or 0) for day in days)
    assert not days or 3 <= len(days) <= 8


@each
def test_it_stands_on_older_work_that_everyone_may_see(experiment):
    for key in experiment.builds_on:
        parent = BY_KEY[key]
        assert parent.stage == "concluded" and parent.visibility == "everyone"
        child_day = (
            experiment.drafted_days_ago
            if experiment.published_days_ago is None
            else experiment.published_days_ago
        )
        assert parent.concluded_days_ago > child_day
    assert experiment.author not in experiment.co_authors
    assert len(set(experiment.co_authors)) == len(experiment.co_authors)


@each
def test_pictures_are_described(experiment):
    for picture in experiment.pictures:
        assert 20 <= len(picture.alt) <= 200 and picture.alt.endswith(".")


def test_every_outcome_and_every_stage_is_there():
    outcomes = Counter(experiment.outcome for experiment in CONCLUDED)
    assert set(outcomes) == {"supported", "refuted", "mixed", "inconclusive", "stopped"}
    assert min(outcomes.values()) >= 5 and outcomes["refuted"] >= len(EXPERIMENTS) // 5
    stages = Counter(experiment.stage for experiment in EXPERIMENTS)
    awaiting = [
        experiment
        for experiment in EXPERIMENTS
        if experiment.stage == "running" and (experiment.ends_days_ago or 0) > 0
    ]
    assert (
        stages["draft"] >= 5
        and stages["planned"] >= 8
        and stages["running"] - len(awaiting) >= 9
    )
    assert len(awaiting) >= 4 and any(
        PEOPLE[a.author].email == "employee@example.org" for a in awaiting
    )
    drafts = [experiment for experiment in EXPERIMENTS if experiment.stage == "draft"]
    assert any(PEOPLE[a.author].email == "employee@example.org" for a in drafts)
    assert any(
        PEOPLE[a.author].email == "leader@example.org" and a.outcome == "refuted"
        for a in CONCLUDED
    )


def test_each_whole_quarter_holds_a_refuted_experiment_whenever_it_is_planted():
    for length in (90, 91, 92):
        for today in range(0, length):
            for back in range(4):
                first = today + back * length
                window = [
                    a
                    for a in CONCLUDED
                    if first <= a.concluded_days_ago < first + length
                ]
                assert any(a.outcome == "refuted" for a in window), (today, back)


def test_a_third_of_the_unfinished_have_no_last_day():
    unfinished = [
        one for one in EXPERIMENTS if one.stage in (Stage.planned, Stage.running)
    ]
    endless = [one for one in unfinished if one.ends_days_ago is None]
    assert 3 * len(endless) >= len(unfinished) - 2
    assert {one.stage for one in endless} == {Stage.planned, Stage.running}


def test_leaders_who_tell_can_be_shown_whenever_it_is_made():
    """Five or six of eleven: neither they nor the others are fewer than five."""
    for length in (90, 91, 92):
        for first in range(1, length + 1):
            telling = {
                person
                for one in CONCLUDED
                for person in (one.author, *one.co_authors)
                if PEOPLE[person].role == "leader"
                and first <= one.concluded_days_ago < first + length
            }
            assert 5 <= len(telling) <= 6, (first, length, telling)


def test_figures_in_the_text_are_those_that_were_measured():
    """Whose text tells of an average, its readings after the first have that average."""
    for key, average in {
        "be-roegalarm-vits": 5,
        "be-stopuret": 33,
        "be-ved-ikke-endnu": 32,
        "hr-rekrutfilm": 5,
        "jc-ti-job": 2,
        "ko-bedste-tidspunkt": 9,
        "ko-emoji": 7.6,
        "sd-stoevler": 44,
    }.items():
        values = [reading.value for reading in BY_KEY[key].readings[1:]]
        if key == "jc-ti-job":
            values.insert(0, BY_KEY[key].readings[0].value)
        assert abs(sum(values) / len(values) - average) < 0.5, key
        assert BY_KEY[key].result == average, key


def test_a_refuted_experiment_carries_a_success_three_generations_later():
    def generations(experiment):
        return 1 + max(
            (generations(BY_KEY[key]) for key in experiment.builds_on), default=0
        )

    deepest = max(CONCLUDED, key=generations)
    assert generations(deepest) >= 4 and deepest.outcome == "supported"
    assert sum(bool(experiment.builds_on) for experiment in EXPERIMENTS) >= 15


def test_a_file_stands_in_the_folder_of_its_unit():
    for key, path in FILES.items():
        assert path.parent.name == BY_KEY[key].unit, path.name


def test_every_tag_is_used():
    assert {tag for one in EXPERIMENTS for tag in one.tags} == set(TAGS)


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        ('author = "vibeke"', 'author = "vibekke"', "author: there is no person “vib"),
        (
            'platform = "website"',
            'platform = "w"',
            "platform: there is no platform “w”",
        ),
        ('"tidspunkt"', '"tid"', "tags 2: there is no tag “tid”"),
        ('stage = "concluded"', 'stage = "done"', "stage: “done” is none of draft, "),
        ("metric = ", "metrik = ", "unknown key “metrik”"),
        ("hypothesis = ", "meaning = ", "Cannot overwrite a value"),
        ('title = "Chat om hjælp i hjemmet"', "", "missing key “title”"),
        (
            'author = "bodil"',
            'author = "bo"',
            "comments 1 (bo): author: there is no person “bo”",
        ),
        ('"louise"', '"lou"', "endorsements: courage 1: there is no person “lou”"),
    ],
)
def test_a_mistake_is_one_clear_error(tmp_path, old, new, error):
    path = broken(tmp_path, FILES["as-chat"], old, new)
    with pytest.raises(DataFileError) as caught:
        read_experiment(path)
    assert str(caught.value).startswith(f"as-chat.toml: {error}")


def test_an_experiment_builds_on_one_that_there_is(tmp_path):
    path = broken(tmp_path, FILES["as-chat"], "stage =", 'builds_on = ["x"]\nstage =')
    with pytest.raises(DataFileError, match="builds_on 1: there is no experiment “x”"):
        read_experiment(path)


def test_an_answer_that_is_shared_has_to_be_there():
    with pytest.raises(ValueError, match="pushback_shared"):
        DemoExperiment(
            key="x",
            author="vibeke",
            title="T",
            platform="x",
            stage=Stage.draft,
            hypothesis="H",
            pushback_shared="anger",
        )
