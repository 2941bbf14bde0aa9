"""Documents: kept as they are, offered as what they are, and nothing of them runs or tells."""

from __future__ import annotations

import io
import os
import zipfile

import pytest
from werkzeug.datastructures import FileStorage

from tests.cast import NOW
from tests.examples import for_each_case
from tracker.core.validation import ValidationFailed
from tracker.experiments.files.document import (
    LARGEST,
    attach_document,
    delete_unknown_documents,
    kind_of,
    name_of_document,
)
from tracker.experiments.models import Document
from tracker.experiments.models.anonymity import anonymity_problems
from tracker.experiments.models.document import NAMES_SOMEBODY
from tracker.folder import DiskFolder
from tracker.privacy.data_export import write
from tracker.privacy.erasure import erase

PDF = b"%PDF-1.7 opslaget"
ODP = b"application/vnd.oasis.opendocument.presentation"


def archive(**parts) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name, text in parts.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return file.getvalue()


SLIDES = archive(ppt__presentation_xml="<p/>")


@pytest.fixture
def folder(tmp_path):
    return DiskFolder(tmp_path / "files")


def attach(cast, folder, data=PDF, name="Opslaget.pdf", experiment=None, key=""):
    return attach_document(
        experiment or cast.passport,
        document=io.BytesIO(data),
        name=name,
        folder=folder,
        by=cast.alma,
        at=NOW,
        key=key,
    )


@for_each_case(
    "data, kind",
    [(PDF, "pdf"), (SLIDES, "pptx"), (archive(mimetype=ODP), "odp")],
)
def test_a_document_is_known_by_what_stands_in_it(data, kind):
    assert kind_of(data) == kind


@for_each_case(
    "data",
    [
        b"",
        b"<html><script>alert(1)</script></html>",
        b"MZ" + bytes(300),
        archive(word__document_xml="<w/>"),
        archive(ppt__presentation_xml="<p/>", ppt__vbaProject="x"),
        archive(mimetype=b"application/zip"),
        SLIDES[:60],
        PDF.ljust(LARGEST + 1, b"\0"),
    ],
)
def test_anything_else_is_refused(data):
    with pytest.raises(ValidationFailed):
        kind_of(data)


@pytest.mark.parametrize(
    "sent, name",
    [
        ("Opslaget.PDF", "Opslaget.pdf"),
        ("C:\\Users\\alma\\plan.pdf", "C Users alma plan.pdf"),
        ("../../etc/passwd", "etc passwd.pdf"),
        ("regning.pdf.exe", "regning.pdf"),
        ("Referat 24.12.2026.pdf", "Referat 24.12.2026.pdf"),
        ("Plan 1.v2.PPTX", "Plan 1.v2.pdf"),
        ("\u202efdp.exe", "fdp.pdf"),
        ("", "dokument.pdf"),
        ("å" * 300, "å" * 100 + ".pdf"),
    ],
)
def test_it_is_offered_under_a_name_that_says_what_it_is(cast, folder, sent, name):
    attach(cast, folder, name=sent)
    assert Document.get().name == name


def test_row_and_file_come_and_go_together(cast, folder):
    assert attach(cast, folder, key="one") and not attach(cast, folder, key="one")
    (row,) = cast.passport.documents
    path = folder.path / name_of_document(row.file)
    assert path.read_bytes() == PDF and path.stat().st_mode & 0o077 == 0
    assert len([it for it in folder.path.rglob("*") if it.is_file()]) == 1
    stray = path.with_name(f"{'0' * 32}.pdf")
    stray.write_bytes(PDF)
    for old in (stray, path):
        os.utime(old, (0, 0))
    assert delete_unknown_documents(folder, NOW) == 1 and path.exists()


def test_an_attempt_without_a_name_has_none(cast, folder):
    cast.passport.withheld = True
    with pytest.raises(ValidationFailed, match="keeps the name"):
        attach(cast, folder)
    attach(cast, folder, experiment=cast.dream)
    problems = [problem.message for problem in anonymity_problems(cast.dream)]
    assert NAMES_SOMEBODY in problems


def test_it_is_a_download_that_nothing_runs_in(cast, visit):
    alma = visit(cast.alma)
    sent = FileStorage(io.BytesIO(PDF), "Årsplan.pdf")
    added = alma.post(
        f"/experiments/{cast.passport.id}/documents",
        data={"document": sent},
        content_type="multipart/form-data",
    )
    assert added.status_code == 303
    address = f"/experiments/{cast.passport.id}/documents/{Document.get().public_id}"
    for page in ("", "/evidence"):
        assert address in alma.get(f"/experiments/{cast.passport.id}{page}").text
    answer = visit(cast.carla).get(address)
    assert answer.data == PDF and answer.mimetype == "application/pdf"
    headers = answer.headers
    assert headers["Content-Disposition"].startswith("attachment;")
    assert "%C3%85rsplan.pdf" in headers["Content-Disposition"]
    assert "sandbox" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Last-Modified" not in headers and "ETag" not in headers
    answer.close()
    visit(cast.carla).post(f"{address}/removal")
    assert Document.select().exists(), "only its authors take it away"
    alma.post(f"{address}/removal")
    assert visit(cast.carla).get(address).status_code == 404


def test_it_is_taken_along_and_goes_with_the_person(cast, folder, tmp_path):
    attach(cast, folder)
    (row,) = cast.passport.documents
    taken = io.BytesIO()
    write(cast.alma, taken, folder)
    with zipfile.ZipFile(taken) as bag:
        name = f"documents/{cast.passport.id}-{row.public_id}.pdf"
        assert bag.read(name) == PDF
    erase(cast.alma, data=tmp_path, folder=folder, at=NOW)
    assert not Document.select().exists()
    assert not folder.exists(name_of_document(row.file))
