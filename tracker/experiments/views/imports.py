"""Views: importing a list: the file, its columns, the progress and the report."""

from __future__ import annotations

import secrets

from flask import current_app, jsonify, request, session, url_for
from flask_login import current_user

from tracker.accounts.models import Role
from tracker.core.folder_mark import marked
from tracker.core.validation import FieldError
from tracker.experiments.forms import import_report
from tracker.experiments.forms.imports import WORDS, ImportForm, MappingForm
from tracker.experiments.imports import (
    COLUMNS,
    GONE,
    first_cells,
    guessed_in,
    habits_of,
    listed,
    open_list,
    preview,
)
from tracker.experiments.models import Import
from tracker.experiments.queries.imports import (
    every_rejection,
    first_rejections,
    imports_of,
)
from tracker.experiments.views import experiments
from tracker.tables import Limits, UnreadableTable, open_table
from tracker.web.access import get_or_404, roles_required
from tracker.web.clock import now, today
from tracker.web.i18n import translated
from tracker.web.panels import panels_of
from tracker.web.responses import redirect_with_message, render_page
from tracker.web.table_file import csv_file

# The file, and one megabyte for the rest of the form
LARGEST_UPLOAD = Limits().upload_bytes + 1_000_000
keepers = roles_required(Role.facilitator, Role.admin)


@experiments.url_value_preprocessor
def let_lists_in(endpoint, values):
    """Raise the limit for this route and signed-in people, before the form is read."""
    if endpoint == "experiments.upload" and "_user_id" in session:
        request.max_content_length = LARGEST_UPLOAD


@experiments.get("/import")
@keepers
def imports():
    return imports_page(ImportForm())


@experiments.post("/import")
@keepers
def upload():
    form = ImportForm()
    if not form.validate_on_submit():
        return imports_page(form), 422
    try:
        job = received(form.file.data)
    except UnreadableTable as error:
        form.add_errors(FieldError("file", error.message, error.params))
        return imports_page(form), 422
    return redirect_with_message(url_for("experiments.columns", id=job.id))


@experiments.get("/import/<int:id>/columns")
@keepers
def columns(id):
    job = get_or_404(imports_of(current_user), id)
    if not job.is_open:
        return redirect_with_message(url_for("experiments.import_", id=job.id))
    return columns_page(job)


@experiments.post("/import/<int:id>/columns")
@keepers
def map_columns(id):
    job = get_or_404(imports_of(current_user), id)
    if not job.is_open:
        return redirect_with_message(url_for("experiments.import_", id=job.id))
    try:
        sheet = request.form.get("sheet", "")
        header = request.form.get("header", "")
        with open_list(job, folder(), sheet, header) as table:
            form = MappingForm(job, table.columns, guessed_in(table))
            if not form.validate_on_submit():
                return _mapped(job, table, form), 422
            if "preview" in request.form:
                return _mapped(job, table, form)
            columns = table.columns
    except (FileNotFoundError, UnreadableTable) as error:
        return cannot_read(error)
    mapping = form.mapping()
    job.wait(
        mapping=mapping.columns,
        fixed=mapping.fixed,
        source=form.source.data,
        strict=form.strict.data,
        columns=columns,
        options=form.options(),
        at=now(),
    )
    return redirect_with_message(url_for("experiments.import_", id=job.id))


@experiments.get("/import/<int:id>")
@keepers
def import_(id):
    job = get_or_404(imports_of(current_user), id)
    if job.is_open:
        return redirect_with_message(url_for("experiments.columns", id=job.id))
    return render_page(
        "experiments/import_.html",
        job=job,
        text=import_report.progress_text(job),
        outcomes=import_report.outcomes_of(job),
        rejections=first_rejections(job),
        say=import_report.say,
        where=import_report.where,
        **panels_of("experiments.import_", job),
    )


@experiments.get("/import/<int:id>/progress")
@keepers
def import_progress(id):
    job = get_or_404(imports_of(current_user), id)
    return jsonify(
        value=job.position,
        of=1,
        text=import_report.progress_text(job),
        done=job.is_over,
    )


@experiments.get("/import/<int:id>/rejected.csv")
@keepers
def rejected(id):
    job = get_or_404(imports_of(current_user), id)
    rows = (import_report.rejected_cells(row) for row in every_rejection(job))
    name = f"rejected-{job.name.rsplit('.', 1)[0].removesuffix('.csv')}"
    return csv_file(import_report.rejected_columns(job), rows, name)


def received(upload):
    """Save an upload that can be read as a table, under a random name."""
    path = "".join(filter(str.isprintable, upload.filename or "")).replace("\\", "/")
    name = path.rsplit("/", 1)[-1][:200] or "list.csv"
    with open_table(upload.stream, name, score=COLUMNS.score) as table:
        columns = table.columns
        about = table.estimated_total
    file = f"import-{secrets.token_hex(16)}"
    place = marked(folder())
    upload.stream.seek(0)
    folder().write(file, upload.stream)
    return Import.receive(
        by=current_user,
        name=name,
        file=file,
        place=place,
        at=now(),
        kind=table.kind,
        encoding=table.encoding,
        delimiter=table.delimiter or "",
        columns=columns,
        about=about,
    )


def imports_page(form):
    return render_page(
        "experiments/imports.html",
        form=form,
        imports=imports_of(current_user).limit(20),
    )


def columns_page(job):
    """The page of the columns, with the first rows as they would be imported."""
    sheet = request.args.get("sheet", "")
    header = request.args.get("header", "")
    try:
        with open_list(job, folder(), sheet, header) as table:
            form = MappingForm(
                job, table.columns, guessed_in(table), sheet=sheet, header=header
            )
            return _mapped(job, table, form)
    except (FileNotFoundError, UnreadableTable) as error:
        return cannot_read(error)


def cannot_read(error):
    """The page to upload another file, with the error of this one."""
    form = ImportForm(formdata=None)
    if isinstance(error, UnreadableTable):
        form.add_errors(FieldError("file", error.message, error.params))
    else:
        form.add_errors(FieldError("file", GONE))
    return imports_page(form)


def _mapped(job, table, form):
    form.offer(first_cells(table))
    mapping = form.mapping()
    samples = []
    doubtful = False
    if not mapping.problems(table.columns):
        habits = habits_of(
            table,
            mapping,
            on=today(),
            zone=current_app.config["TRACKER"].time_zone,
            days=form.days.data or "",
        )
        doubtful = bool(habits.doubtful or habits.days)
        samples = preview(table, mapping, habits, by=current_user)
    return render_page(
        "experiments/columns.html",
        job=job,
        form=form,
        table=table,
        doubtful=doubtful,
        other_headers=[top for top in table.tops[:8] if top[0] != table.header_line],
        without_id="external_id" not in mapping.columns | mapping.fixed,
        samples=samples,
        unused=listed(mapping.unused(table.columns)),
        told=import_report.found_text(job),
        say=import_report.say,
        shown=import_report.shown,
        labels={name: translated(word) for name, word in WORDS.items()},
    )


def folder():
    """The folder of files."""
    return current_app.config["TRACKER"].files
