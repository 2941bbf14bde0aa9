"""Small lists in the shapes of the real ones, and a run over them."""

from __future__ import annotations

import csv
import gzip
import io

from tests.cast import NOW, TODAY
from tracker.experiments.imports import ImportReport, Mapping, Run, guessed
from tracker.tables import open_table

RECORDS = [
    "id",
    "title",
    "hypothesis",
    "outcome",
    "lesson",
    "concluded_on",
    "tags",
    "link",
]


def sheet(*rows, columns=RECORDS) -> bytes:
    """A CSV file."""
    out = io.StringIO()
    csv.writer(out).writerows([columns, *rows])
    return out.getvalue().encode()


def record(
    id="1",
    title="Quiz i story",
    hypothesis="flere svarer",
    outcome="failed",
    lesson="Ingen svarer om natten.",
    **more,
):
    """A row of such a list."""
    return [
        id,
        title,
        hypothesis,
        outcome,
        lesson,
        more.get("day", "2024.0"),
        more.get("tags", ""),
        more.get("link", ""),
    ]


def taken(
    content: bytes,
    by,
    *,
    source="list.csv",
    columns=None,
    fixed=None,
    at=NOW,
    on=TODAY,
    **how,
) -> ImportReport:
    """The report of a run over a file, with its columns guessed by name."""
    if isinstance(content, list):
        content = sheet(*content)
    with open_table(io.BytesIO(content), name=source) as table:
        texts = fixed or {}
        mapping = Mapping(
            {
                k: v
                for k, v in {**guessed(table.columns), **(columns or {})}.items()
                if k not in texts
            },
            texts,
        )
        run = Run(table, mapping, source=source, by=by, at=at, on=on, **how)
        for _ in run.all():
            pass
    return run.report


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    """Added, updated, unchanged, rejected."""
    return report.added, report.updated, report.unchanged, report.rejected


def headlines(rows: int) -> bytes:
    """A gzipped list of headline tests in Upworthy's shape."""
    names = (
        "experiment_id test_week platform title control_headline lede metric baseline"
        " result outcome"
    ).split()
    made = (
        [
            *(f"{n // 4:024x}-{n % 4}", f"2014{n % 53:02}", "upworthy.com"),
            *(
                (
                    f"They Said It Couldn't Work, Number {n // 3}. <b>Watch</b>\u200b\nWhat Happens"
                    " Next"
                ),
                f"Nobody expected {n // 4}",
            ),
            *(
                "<p>Some <script>alert(1)</script> text</p>",
                "click-through rate",
                f"0.{n % 997:06}",
                f"0.{n % 991:06}",
            ),
            ("inconclusive", "validated", "invalidated", "inconclusive")[n % 4],
        ]
        for n in range(rows)
    )
    return gzip.compress(sheet(*made, columns=names), 1)


HEADLINES = {
    "columns": {"external_id": "experiment_id", "concluded_on": "test_week"},
    "fixed": {"hypothesis": "“{title}” gets more clicks than “{control_headline}”"},
}
