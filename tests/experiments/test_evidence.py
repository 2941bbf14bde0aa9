"""Files and readings of an attempt: its authors keep them, whoever may see the attempt
sees them, nobody else.
"""

import datetime as dt
import errno
import io
import os

import pytest
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import encode_multipart

from tests.cast import NOW
from tests.core.heic_photo import PHOTO
from tests.examples import for_each_case
from tests.experiments.pictures import (
    BOMBS,
    CANARY,
    NO_PICTURES,
    picture,
    telling_photo,
)
from tracker.core import image_decoder
from tracker.core.validation import ValidationFailed
from tracker.experiments import files
from tracker.experiments.models import Change, Link, MetricReading, Picture
from tracker.experiments.queries.evidence import evidence_of

TODAY = NOW.date()


def upload(browser, experiment, *sent, name="photo.jpg", **more):
    return post_files(
        browser,
        f"/experiments/{experiment.id}/pictures",
        pictures=sent,
        name=name,
        **more,
    )


def post_files(browser, address, pictures=(), name="photo.jpg", **more):
    """Encoded in memory: the test client would leave open the file that it spools a
    large body to.

    Args:
        name: The name of each file, or one for each.
    """
    names = [name] * len(pictures) if isinstance(name, str) else name
    fields = {
        "pictures": [
            FileStorage(io.BytesIO(data), name)
            for data, name in zip(pictures, names, strict=True)
        ],
        **more,
    }
    boundary, body = encode_multipart(MultiDict(fields))
    return browser.post(
        address, data=body, content_type=f'multipart/form-data; boundary="{boundary}"'
    )


@pytest.fixture
def hung(visit, cast):
    """A picture that Alma has hung on her passport experiment."""
    assert (
        upload(
            visit(cast.alma),
            cast.passport,
            picture("JPEG", (900, 600)),
            alt="Et opslag",
        ).status_code
        == 303
    )
    return cast.passport.pictures.get()


def bytes_of(experiment, shown):
    return f"/experiments/{experiment.id}/pictures/{shown.public_id}"


# Pictures


def test_a_picture_is_hung_described_and_taken_down(visit, cast, app):
    browser = visit(cast.bo)
    answer = upload(
        browser, cast.passport, picture(), picture("WEBP"), alt=["Et opslag", ""]
    )
    assert answer.status_code == 303 and answer.location.endswith("/evidence#pictures")
    one, two = cast.passport.pictures.order_by(Picture.id)
    assert (one.alt, two.alt, one.by_id) == ("Et opslag", "", cast.bo.id)
    page = browser.get(f"/experiments/{cast.passport.id}/evidence").text
    assert 'alt="Et opslag"' in page and "One picture says nothing yet" in page

    here = f"/experiments/{cast.passport.id}/pictures/{two.public_id}"
    browser.post(f"{here}/description", data={"alt": "  En  kommentar "})
    assert two.reload().alt == "En kommentar"
    for _ in range(2):
        assert browser.post(f"{here}/removal").status_code == 303
    assert cast.passport.pictures.count() == 1
    assert not (app.config["TRACKER"].files.path / files.name_of(two.file)).exists()
    assert browser.get(here).status_code == 404
    acts = [
        (c.act, c.changes)
        for c in cast.passport.changes.order_by(Change.id)
        if c.act == "evidence"
    ]
    assert acts == [
        ("evidence", {"pictures": ["", "2"]}),
        ("evidence", {"alt": ["", "En kommentar"]}),
        ("evidence", {"pictures": ["2", "1"]}),
    ]


def test_a_draft_has_no_history_yet(visit, cast):
    upload(visit(cast.alma), cast.dream, picture())
    assert cast.dream.pictures.count() == 1 and not cast.dream.changes.count()


WITH_FAULTS = pytest.mark.thorough(
    short="core/test_image_decoder.py::test_what_is_no_picture_is_refused_kindly"
)
SENT = ("nothing", "svg", "declared huge")
REST = [name for name in (*NO_PICTURES, *BOMBS) if name not in SENT]


@pytest.mark.parametrize(
    "name", [*SENT, *(pytest.param(name, marks=WITH_FAULTS) for name in REST)]
)
def test_no_pictures_are_refused_kindly(visit, cast, name):
    data = NO_PICTURES[name] if name in NO_PICTURES else BOMBS[name]()
    answer = upload(visit(cast.alma), cast.dream, data)
    assert answer.status_code == 422 and "to correct" in answer.text
    assert not cast.dream.pictures.count()


def test_a_photo_of_an_iphone_is_taken_or_the_form_says_what_to_do(
    visit, cast, monkeypatch
):
    browser = visit(cast.alma)
    assert upload(browser, cast.dream, PHOTO).status_code == 303
    assert cast.dream.pictures.count() == 1
    # Where the extra is not installed
    formats = tuple(one for one in image_decoder.FORMATS if one != "HEIF")
    monkeypatch.setattr(image_decoder, "FORMATS", formats)
    answer = upload(browser, cast.dream, PHOTO)
    assert answer.status_code == 422 and cast.dream.pictures.count() == 1
    assert "Send it from the phone itself" in answer.text


def test_of_several_the_good_are_kept_and_the_others_told(visit, cast):
    browser = visit(cast.alma)
    answer = upload(
        browser, cast.dream, picture(), NO_PICTURES["svg"], alt=["Et opslag", "Intet"]
    )
    assert answer.status_code == 303
    assert "Picture 2 cannot be read" in browser.get(answer.location).text
    assert [row.alt for row in cast.dream.pictures] == ["Et opslag"]


def test_nothing_chosen(visit, cast):
    for data in ({}, {"alt": "x"}, {"pictures": "a text"}):
        assert (
            visit(cast.alma)
            .post(f"/experiments/{cast.dream.id}/pictures", data=data)
            .status_code
            == 422
        )
    assert not cast.dream.pictures.count()


ODD_NAMES = (
    "../../../etc/passwd",
    "..\\..\\x.png",
    "a\0.png",
    "\u202egnp.exe",
    "x" * 5000,
    "<script>.png",
    "æøå 🎈.png",
    "con",
)


def test_a_file_s_name_means_nothing(visit, cast, app):
    answer = upload(
        visit(cast.alma), cast.dream, *[picture()] * len(ODD_NAMES), name=ODD_NAMES
    )
    assert answer.status_code == 303
    assert cast.dream.pictures.count() == len(ODD_NAMES)
    for row in cast.dream.pictures:
        assert files.storage.NAME.fullmatch(row.file)
        assert (app.config["TRACKER"].files.path / files.name_of(row.file)).exists()


def test_the_thirteenth_is_refused(visit, cast):
    browser = visit(cast.alma)
    assert upload(browser, cast.dream, *[picture(size=(3, 3))] * 12).status_code == 303
    answer = upload(browser, cast.dream, picture())
    assert answer.status_code == 422 and "At most 12 pictures" in answer.text
    assert cast.dream.pictures.count() == 12


def test_one_over_twenty_megabytes_and_all_together_too_many(visit, cast):
    answer = upload(
        visit(cast.alma), cast.dream, picture().ljust(files.LARGEST + 1, b"\0")
    )
    assert answer.status_code == 422 and "larger than 20 MB" in answer.text
    answer = visit(cast.alma).post(
        f"/experiments/{cast.dream.id}/pictures",
        data=b"--x",
        environ_overrides={"CONTENT_LENGTH": "122000000"},
        content_type="multipart/form-data; boundary=x",
    )
    assert answer.status_code == 413 and "too large" in answer.text
    assert not cast.dream.pictures.count()


def test_only_this_route_takes_much_and_only_from_those_signed_in(app, visit, cast):
    much = picture().ljust(3_000_000, b"\0")
    assert (
        post_files(
            visit(cast.alma), f"/experiments/{cast.dream.id}/links", [much]
        ).status_code
        == 413
    )
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        assert upload(visit(cast.alma), cast.dream, much).status_code == 400, (
            "read, and found to be without its token"
        )
        assert upload(visit(), cast.dream, much).status_code == 413
    finally:
        app.config["WTF_CSRF_ENABLED"] = False


def test_a_double_click_hangs_once(visit, cast):
    for _ in range(2):
        assert (
            upload(
                visit(cast.alma), cast.dream, picture(), submission="one form"
            ).status_code
            == 303
        )
    assert cast.dream.pictures.count() == 1


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "disk is full"), (errno.EROFS, "disk takes nothing in")],
)
def test_a_disk_in_trouble_is_told_and_leaves_nothing(
    visit, cast, monkeypatch, number, words
):
    def refuse(*_):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", refuse)
    answer = upload(visit(cast.alma), cast.dream, picture())
    assert answer.status_code == 507 and words in answer.text
    assert not cast.dream.pictures.count()


def test_what_the_photo_told_is_nowhere(visit, cast):
    browser = visit(cast.alma)
    upload(browser, cast.passport, telling_photo(), name=CANARY.decode() + ".jpg")
    row = cast.passport.pictures.get()
    for address in (
        f"{bytes_of(cast.passport, row)}",
        f"{bytes_of(cast.passport, row)}?size=small",
    ):
        assert CANARY not in browser.get(address, buffered=True).data
    for address in ("evidence", f"evidence/{row.public_id}", "history", ""):
        answer = browser.get(
            f"/experiments/{cast.passport.id}/{address}".rstrip("/"), buffered=True
        )
        assert answer.status_code == 200 and CANARY not in answer.data


# Who may


def test_bytes_are_served_as_a_picture_and_nothing_else(visit, cast, hung):
    answer = visit(cast.carla).get(bytes_of(cast.passport, hung), buffered=True)
    assert (
        answer.status_code == 200
        and answer.mimetype == "image/webp"
        and answer.data[:4] == b"RIFF"
    )
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert (
        answer.headers["Content-Security-Policy"]
        == "default-src 'none'; frame-ancestors 'none'; sandbox"
    )
    assert (
        answer.headers["Content-Disposition"]
        == f'inline; filename="picture-{hung.public_id}.webp"'
    )
    assert answer.headers["Cache-Control"] == "private, no-cache"
    small = visit(cast.carla).get(
        bytes_of(cast.passport, hung) + "?size=small", buffered=True
    )
    assert (
        len(small.data) < len(answer.data)
        and small.headers["ETag"] != answer.headers["ETag"]
    )
    again = visit(cast.carla).get(
        bytes_of(cast.passport, hung),
        headers={"If-None-Match": answer.headers["ETag"]},
        buffered=True,
    )
    assert again.status_code == 304
    odd = visit(cast.carla).get(
        bytes_of(cast.passport, hung) + "?size=../../secret_key", buffered=True
    )
    assert odd.data == answer.data


def test_a_picture_s_bytes_tell_no_moment(visit, cast, hung):
    """Neither as a date, nor by comparing with one, try by try."""
    here = bytes_of(cast.passport, hung)
    carla = visit(cast.carla)
    for size in ("", "?size=small"):
        assert "Last-Modified" not in carla.get(here + size, buffered=True).headers
        for year in (2001, 2037):
            asked = {"If-Modified-Since": f"Thu, 01 Jan {year} 00:00:00 GMT"}
            assert (
                carla.get(here + size, headers=asked, buffered=True).status_code == 200
            )


def test_a_file_that_was_lost_is_not_there(visit, cast, app, hung):
    files.discard(app.config["TRACKER"].files, [hung.file])
    assert visit(cast.carla).get(bytes_of(cast.passport, hung)).status_code == 404
    assert (
        visit(cast.carla).get(f"/experiments/{cast.passport.id}/evidence").status_code
        == 200
    )


def test_a_draft_s_pictures_are_its_authors_alone(visit, cast):
    upload(visit(cast.alma), cast.dream, picture(), alt="Canary")
    row = cast.dream.pictures.get()
    addresses = [
        bytes_of(cast.dream, row),
        f"/experiments/{cast.dream.id}/evidence/{row.public_id}",
        f"/experiments/{cast.dream.id}/evidence",
    ]
    alma, nobody = visit(cast.alma), visit()
    others = [visit(other) for other in (cast.bo, cast.frida, cast.leif, cast.ada)]
    for n, address in enumerate(addresses):
        assert alma.get(address, buffered=True).status_code == 200
        for other in (visit(cast.carla), others[n], others[n + 1]):
            assert other.get(address).status_code == 404
        assert nobody.get(address).status_code == 302
    # nor through an experiment that one may see
    assert visit(cast.carla).get(bytes_of(cast.passport, row)).status_code == 404
    assert (
        visit(cast.carla)
        .get(f"/experiments/{cast.passport.id}/evidence/{row.public_id}")
        .status_code
        == 404
    )


def test_a_unit_s_pictures_stay_in_the_unit(visit, cast):
    upload(visit(cast.alma), cast.quiz, picture())
    row = cast.quiz.pictures.get()
    assert (
        visit(cast.bo).get(bytes_of(cast.quiz, row), buffered=True).status_code == 200
    )
    assert (
        visit(cast.carla).get(bytes_of(cast.quiz, row), buffered=True).status_code
        == 404
    )


def acts_on(experiment, row, link, reading):
    here = f"/experiments/{experiment.id}"
    return [
        f"{here}/pictures",
        f"{here}/pictures/{row}/description",
        f"{here}/pictures/{row}/removal",
        f"{here}/links",
        f"{here}/links/{link}/removal",
        f"{here}/readings",
        f"{here}/readings/{reading}/removal",
    ]


def test_only_authors_act_and_only_on_what_they_see(visit, cast, hung):
    link = Link.add(cast.passport, url="https://example.org/", by=cast.alma, at=NOW)
    reading = MetricReading.take(
        cast.passport, metric="opkald", value=57, read_on=TODAY, by=cast.alma, at=NOW
    )
    others = [visit(who) for who in (cast.carla, cast.frida, cast.leif, cast.ada)]
    nobody = visit()
    for n, address in enumerate(
        acts_on(cast.passport, hung.public_id, link.public_id, reading.public_id)
    ):
        for other in (others[0], others[1 + n % 3]):
            assert other.post(address, data={"alt": "x"}).status_code == 403
        assert nobody.post(address).status_code == 302
    for address in acts_on(
        cast.dream, hung.public_id, link.public_id, reading.public_id
    ):
        assert others[0].post(address).status_code == 404
    # an author's own experiment does not open another's rows
    for address in acts_on(
        cast.quiz, hung.public_id, link.public_id, reading.public_id
    )[1:]:
        visit(cast.alma).post(address, data={"alt": "stolen"})
    assert (
        hung.reload().alt,
        cast.passport.links.count(),
        cast.passport.readings.count(),
    ) == (
        "Et opslag",
        1,
        1,
    )


def test_every_act_needs_its_token(app, visit, cast, hung):
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        for address in acts_on(cast.passport, hung.public_id, 1, 1):
            assert visit(cast.alma).post(address, data={"alt": "x"}).status_code == 400
    finally:
        app.config["WTF_CSRF_ENABLED"] = False
    assert hung.reload().alt == "Et opslag"


def test_colleagues_look_and_are_not_asked(visit, cast, hung):
    page = visit(cast.carla).get(f"/experiments/{cast.passport.id}/evidence").text
    assert (
        'alt="Et opslag"' in page
        and "<form" not in page.split("<main")[1].split("</main")[0]
    )
    assert (
        "No files yet"
        in visit(cast.bo).get(f"/experiments/{cast.quiz.id}/evidence").text
    )


# Links and readings


def test_a_link_comes_once_and_goes(visit, cast):
    browser = visit(cast.alma)
    here = f"/experiments/{cast.passport.id}"
    for _ in range(2):
        answer = browser.post(
            f"{here}/links",
            data={
                "url": " https://www.example.org/opslag/1?a=b#c ",
                "label": "Opslaget",
            },
        )
        assert answer.status_code == 303
    link = cast.passport.links.get()
    page = browser.get(f"{here}/evidence").text
    assert (
        'href="https://www.example.org/opslag/1?a=b#c" rel="noopener noreferrer nofollow"'
        in page
        and ">example.org<" in page
    )
    browser.post(f"{here}/links/{link.public_id}/removal")
    assert not cast.passport.links.count()
    told = "Opslaget: https://www.example.org/opslag/1?a=b#c"
    assert [c.changes for c in cast.passport.changes.order_by(Change.id)][-2:] == [
        {"links": ["", told]},
        {"links": [told, ""]},
    ]


def test_only_web_addresses(visit, cast):
    alma = visit(cast.alma)
    for url in (
        "",
        "javascript:alert(1)",
        "data:text/html,x",
        "https://",
        "https:///x",
        "http://a b",
        "//x.org",
        "ftp://x.org",
    ):
        answer = alma.post(f"/experiments/{cast.dream.id}/links", data={"url": url})
        assert answer.status_code == 422 and not cast.dream.links.count(), url


def test_an_address_may_be_typed_from_its_host_on(visit, cast):
    sent = {"url": "www.kommune.example/regler"}
    visit(cast.alma).post(f"/experiments/{cast.dream.id}/links", data=sent)
    assert cast.dream.links.get().url == "https://www.kommune.example/regler"


@for_each_case(
    ("url", "host"),
    [
        ("https://www.facebook.com/x", "facebook.com"),
        ("https://facebook.com@evil.example/x", "evil.example"),
        ("https://evil.example\\@facebook.com/", "evil.example"),
        ("https://evil.example:8443?facebook.com", "evil.example"),
        ("HTTPS://Evil.Example#@facebook.com", "evil.example"),
    ],
)
def test_the_host_shown_is_the_one_it_leads_to(url, host):
    assert Link(url=url).host == host


def test_numbers_as_people_write_them(visit, cast):
    alma = visit(cast.alma)
    for locale, typed, value in (
        ("da", "1.234,5", 1234.5),
        ("da", "1,234.5", 1234.5),
        ("da", "1.234", 1234),
        ("da", "1 234 567,25", 1234567.25),
        ("en", "1.234,5", 1234.5),
        ("en", "1,234.5", 1234.5),
        ("en", "1,234", 1234),
        ("en", "1.234", 1.234),
        ("en", " 57 ", 57),
        ("en", "-0.5", -0.5),
    ):
        cast.alma.set_locale(locale)
        sent = {"metric": "opkald", "value": typed, "read_on": "2026-09-04"}
        answer = alma.post(f"/experiments/{cast.passport.id}/readings", data=sent)
        assert answer.status_code == 303, (locale, typed)
        reading = cast.passport.readings.get()
        assert reading.value == value, (locale, typed)
        reading.delete_instance()


def test_a_reading_comes_once_is_remembered_and_goes(visit, cast):
    browser = visit(cast.alma)
    here = f"/experiments/{cast.passport.id}"
    data = {
        "metric": "opkald om pas",
        "value": "57",
        "read_on": "2026-09-04",
        "link": "https://example.org/tal",
    }
    for _ in range(2):
        assert browser.post(f"{here}/readings", data=data).status_code == 303
    reading = cast.passport.readings.get()
    assert (reading.read_on, reading.host) == (dt.date(2026, 9, 4), "example.org")
    assert "opkald om pas" in [metric.name for metric in cast.facebook.metrics]
    page = browser.get(f"{here}/evidence").text
    assert 'data-at="2026-09-04"' in page and 'data-value="57.0"' in page
    browser.post(f"{here}/readings/{reading.public_id}/removal")
    assert not cast.passport.readings.count()
    told = "opkald om pas: 57 (2026-09-04)"
    changes = [c.changes for c in cast.passport.changes.order_by(Change.id)][-2:]
    assert changes == [{"readings": ["", told]}, {"readings": [told, ""]}]


@for_each_case(
    "wrong",
    [
        {"metric": "", "value": "", "read_on": "", "link": "javascript:alert(1)"},
        {"metric": "x" * 121, "value": "many", "read_on": "yesterday"},
        {"value": "nan", "read_on": "2999-01-01"},
        {"value": "9" * 400},
    ],
)
def test_what_a_reading_demands(visit, cast, wrong):
    data = {
        "metric": "opkald",
        "value": "57",
        "read_on": "2026-09-04",
        "link": "",
        **wrong,
    }
    answer = visit(cast.alma).post(f"/experiments/{cast.dream.id}/readings", data=data)
    assert answer.status_code == 422 and "to correct" in answer.text
    for name in wrong:
        assert f'id="reading-{name}-error"' in answer.text, name
    assert not cast.dream.readings.count()


def test_a_sneaked_in_author_or_day_changes_nothing(visit, cast):
    data = {
        "url": "https://example.org",
        "by": str(cast.carla.id),
        "experiment": str(cast.quiz.id),
        "at": "1999-01-01",
    }
    visit(cast.alma).post(f"/experiments/{cast.passport.id}/links", data=data)
    link = cast.passport.links.get()
    assert link.by_id == cast.alma.id and link.at.year > 2000


def test_there_is_an_end_to_links_and_readings(cast, monkeypatch):
    monkeypatch.setattr("tracker.experiments.models.evidence.MOST_LINKS", 1)
    monkeypatch.setattr("tracker.experiments.models.evidence.MOST_READINGS", 1)
    Link.add(cast.dream, url="https://example.org/1", by=cast.alma, at=NOW)
    MetricReading.take(
        cast.dream, metric="a", value=1, read_on=TODAY, by=cast.alma, at=NOW
    )
    with pytest.raises(ValidationFailed):
        Link.add(cast.dream, url="https://example.org/2", by=cast.alma, at=NOW)
    with pytest.raises(ValidationFailed):
        MetricReading.take(
            cast.dream, metric="a", value=2, read_on=TODAY, by=cast.alma, at=NOW
        )


# How it is told


def test_each_metric_is_a_series_and_the_plan_s_own_comes_first(cast):
    cast.dream.metric, cast.dream.baseline, cast.dream.target = "Opkald", 58, 45
    for metric, value, day in (("Aftryk", 9, 2), ("opkald", 61, 3), ("Opkald", 57, 1)):
        MetricReading.take(
            cast.dream,
            metric=metric,
            value=value,
            read_on=dt.date(2026, 9, day),
            by=cast.alma,
            at=NOW,
        )
    first, second = evidence_of(cast.dream).series
    assert [reading.value for reading in first.readings] == [57, 61]
    assert (first.baseline, first.target, second.metric, second.target) == (
        58,
        45,
        "Aftryk",
        None,
    )


def test_a_plan_without_a_metric_is_held_against_its_only_series(cast):
    cast.dream.metric, cast.dream.target = "", 45
    MetricReading.take(
        cast.dream, metric="opkald", value=57, read_on=TODAY, by=cast.alma, at=NOW
    )
    assert evidence_of(cast.dream).series[0].target == 45


def test_the_experiment_s_page_shows_its_evidence(visit, cast, hung):
    MetricReading.take(
        cast.passport, metric="opkald", value=57, read_on=TODAY, by=cast.alma, at=NOW
    )
    for person in (cast.alma, cast.carla):
        page = visit(person).get(f"/experiments/{cast.passport.id}").text
        assert (
            'alt="Et opslag"' in page
            and 'data-draw="readings"' in page
            and "/assets/charts-" in page
        )


def test_the_number_of_queries_does_not_grow(visit, cast, app):
    pages = ("evidence", "")
    one = [counted(visit, cast, page) for page in pages]
    for number in range(3):
        files.attach_pictures(
            cast.passport,
            pictures=[io.BytesIO(picture())],
            alt=[],
            folder=app.config["TRACKER"].files,
            by=cast.alma,
            at=NOW,
        )
        Link.add(
            cast.passport, url=f"https://example.org/{number}", by=cast.alma, at=NOW
        )
        MetricReading.take(
            cast.passport,
            metric=f"m{number % 2}",
            value=number,
            read_on=TODAY,
            by=cast.alma,
            at=NOW,
        )
    assert [counted(visit, cast, page) for page in pages] == one


def counted(visit, cast, address) -> int:
    """How many queries a page asks."""
    from tracker.db import database

    asked = []
    real = database.obj.execute_sql
    database.obj.execute_sql = lambda sql, *args, **kwargs: (
        asked.append(sql),
        real(sql, *args, **kwargs),
    )[1]
    try:
        assert (
            visit(cast.alma)
            .get(f"/experiments/{cast.passport.id}/{address}".rstrip("/"))
            .status_code
            == 200
        )
    finally:
        del database.obj.execute_sql
    return len([sql for sql in asked if sql.startswith("SELECT")])


def test_a_reading_is_changed_and_the_history_keeps_what_it_said(cast, visit):
    row = MetricReading.take(
        cast.passport, metric="opkald", value=5, read_on=TODAY, by=cast.alma, at=NOW
    )
    there = f"/experiments/{cast.passport.id}/readings/{row.public_id}"
    alma = visit(cast.alma)
    assert there in alma.get(f"/experiments/{cast.passport.id}/evidence").text
    assert 'value="5"' in alma.get(there).text
    said = {"metric": "opkald", "value": "57", "read_on": TODAY.isoformat()}
    assert alma.post(there, data={**said, "value": "mange"}).status_code == 422
    assert alma.post(there, data=said).status_code == 303
    assert row.reload().value == 57
    change = Change.of(cast.passport).order_by(Change.id.desc()).get()
    assert change.changes["readings"] == [
        f"opkald: 5 ({TODAY})",
        f"opkald: 57 ({TODAY})",
    ]


def test_a_picture_that_a_script_sends_is_answered_with_where_to_say_what_it_shows(
    cast, visit
):
    alma = visit(cast.alma)
    there = f"/experiments/{cast.passport.id}/pictures"
    script = {"X-Requested-With": "fetch"}
    sent = {"pictures": (io.BytesIO(picture()), "x.png")}
    answer = alma.post(there, data=sent, headers=script)
    kept = cast.passport.pictures.get()
    assert answer.json["description"] == f"{there}/{kept.public_id}/description"
    sent = {"pictures": (io.BytesIO(b"ikke et billede"), "x.png")}
    answer = alma.post(there, data=sent, headers=script)
    assert answer.status_code == 422 and answer.json["error"]
    assert cast.passport.pictures.count() == 1
