"""What a list tells besides its rows: explanations, broken letters, names that stand twice."""

import pytest

from tests.experiments.test_import_lists import experiments, messages, taken
from tracker.core.imports.left_out import EXPLANATION
from tracker.core.imports.reader import BROKEN
from tracker.core.imports.run import REPEATED
from tracker.experiments.imports import guessed

HEAD = "titel;hypotese;kanal;startdato;resultat\n"
ROW = "Quiz;flere svarer;Instagram;03-09-2026;12\n"


@pytest.mark.parametrize(
    "line",
    [
        "Skriv en kort titel;Hvad tror I?;Vælg fra listen;dd-mm-åååå;Tal",
        "Kort titel;Skriv her;Vælg kanal;Skriv datoen her;",
        "(skriv titel);(skriv hypotese);;;",
        ";;;DD/MM/YYYY;",
    ],
)
def test_a_line_that_explains_the_columns_is_no_experiment(cast, line):
    report = taken(f"{HEAD}{line}\n{ROW}", cast.frida)
    assert [row.title for row in experiments()] == ["Quiz"]
    assert (report.added, report.rejected) == (1, 0)
    assert EXPLANATION in messages(report)


@pytest.mark.parametrize(
    "lines",
    [
        # An experiment may begin with such a word
        "Skriv kortere;Vælg færre ord, så læser flere;Facebook;03-09-2026;12\n",
        "Skriv kortere;flere læser;Facebook;;\n",
        # An explanation stands right below the headings
        f"{ROW * 2}{ROW}Skriv kortere;Vælg færre ord;;;\n",
    ],
)
def test_an_experiment_that_sounds_like_an_explanation_is_taken(cast, lines):
    taken(HEAD + lines, cast.frida)
    assert "Skriv kortere" in [row.title for row in experiments()]


@pytest.mark.parametrize(
    "line",
    [
        "Hvad siger køen?;Kort video virker bedst;Facebook;;",
        "Hvad siger køen?;Kort video virker bedst;;;",
        "Vælg et emne;Hvad de vælger, siger noget;Facebook;;",
    ],
)
def test_a_question_in_the_first_row_is_a_title(cast, line):
    taken(f"{HEAD}{line}\n{ROW}", cast.frida)
    assert len(experiments()) == 2


@pytest.mark.parametrize(
    "title", ["PrÃ¸ve i NÃ¦stved", "Pr√∏ve", "Pr├©ve", "Pr�ve", "Pr›ve", "Nej â€“ men"]
)
def test_broken_letters_are_told_and_left_as_they_are(cast, title):
    report = taken(f"{HEAD}{title};På Ærø;web;;\n", cast.frida)
    assert [row.title for row in experiments()] == [title]
    assert [note["params"] for note in report.notes if note["message"] == BROKEN] == [
        {"text": title}
    ]


def test_whole_letters_are_not_told(cast):
    words = "São Paulo – SÃO; naïve “citat” … † død › brødkrumme ›"
    report = taken(f'{HEAD}"{words}";På Ærø;web;;\n', cast.frida)
    assert BROKEN not in messages(report)


def test_a_name_that_stands_twice_is_told_where_it_is_read(cast):
    report = taken("titel;hypotese;titel;x;x\na;h;b;;\n", cast.frida)
    told = [note for note in report.notes if note["message"] == REPEATED]
    assert [(note["column"], note["lines"]) for note in told] == [("titel", [1])]
    assert [row.title for row in experiments()] == ["a"]


def test_a_column_of_goals_in_numbers_is_the_target():
    numbers = [{"Mål": cell, "KPI": "klik"} for cell in ("12 %", "300", "")]
    assert guessed(["Mål", "KPI"], numbers) == {"target": "Mål", "metric": "KPI"}
    words = [{"Mål": cell} for cell in ("flere klik", "12", "tilmeldinger")]
    assert guessed(["Mål"], words) == {"metric": "Mål"}
    both = [{"Mål": "12", "Måltal": "13"}]
    assert guessed(["Mål", "Måltal"], both) == {"metric": "Mål", "target": "Måltal"}


def test_where_it_ends_is_read_beside_where_it_begins(cast):
    head = "titel;hypotese;startdato;slutdato\n"
    rows = "a;h;uge 24-26 2026;\nb;h;1/6 - 5/6 2026;30-06-2026\nc;h;juni 2026;\n"
    taken(head + rows, cast.frida)
    found = {row.title: (str(row.starts_on), str(row.ends_on)) for row in experiments()}
    assert found == {
        "a": ("2026-06-08", "2026-06-28"),
        "b": ("2026-06-01", "2026-06-30"),
        "c": ("2026-06-30", "None"),
    }
