"""Files of pictures that are cut short, overwritten or gone: the page still answers,
the picture is broken or not there, nothing else suffers.
"""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

from tests.experiments.pictures import picture
from tests.faults.product import Inside, in_earnest, signed_in, sound
from tracker import db
from tracker.experiments import files
from tracker.experiments.models import Picture
from tracker.operations import doctor


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def both_gone(path: Path) -> None:
    path.unlink()
    path.with_name(f"{path.stem}-small.webp").unlink()


DAMAGES = {
    "cut short": lambda path: path.write_bytes(path.read_bytes()[:20]),
    "empty": lambda path: path.write_bytes(b""),
    "noise": lambda path: path.write_bytes(os.urandom(4000)),
    "gone": Path.unlink,
    "a folder": a_folder,
    "both gone": both_gone,
}
MISSING = "gone", "a folder", "both gone"


# By default one of those that are still a file, and the ways of being gone that differ
FEW = "noise", "a folder", "both gone"


def test_pictures_whose_files_are_damaged(product, faults):
    damages = {kind: DAMAGES[kind] for kind in (DAMAGES if faults else FEW)}
    config = product.config["TRACKER"]
    passport = f"/experiments/{product.cast.passport.id}"
    with db.database.connection_context():
        alma = signed_in(product, product.cast.alma)
    served = Inside(in_earnest(product))
    for alt in (*damages, "whole"):
        sent = {"files": [("pictures", picture())], "alt": alt, "submission": alt}
        assert served.post(f"{passport}/pictures", alma, **sent).status == 303
    with db.database.connection_context():
        hung = {row.alt: row for row in Picture.select()}
    for damage, spoil in damages.items():
        spoil(config.files.path / files.name_of(hung[damage].file))
    for alt, row in hung.items():
        answer = served.get(f"{passport}/pictures/{row.public_id}", alma)
        assert answer.status == (404 if alt in MISSING else 200), alt
        assert answer.status != 404 or answer.says("There is nothing here")
        # So that noise stays a broken picture
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert served.get(
            f"{passport}/pictures/{row.public_id}?size=small", alma
        ).status == (404 if alt == "both gone" else 200)
        if faults or alt in MISSING:
            page = f"{passport}/evidence/{row.public_id}"
            assert served.get(page, alma).status == 200
    others = (f"{passport}/evidence", "/experiments", "/")
    for page in others if faults else others[:2]:
        assert served.get(page, alma).status == 200, page
    shown = served.get(passport, alma)
    # Told beside it, picture or none
    assert shown.status == 200 and all(alt in shown.text for alt in damages)
    with db.database.connection_context():
        found = doctor.run_checks(
            config,
            db.database.obj,
            product.config["MIGRATIONS"],
            dt.datetime.now(dt.UTC),
        )
        (named,) = [finding for finding in found if "pictures" in finding.what]
        assert (
            named.grave
            and named.what.startswith(f"{len(damages)} pictures")
            and "backup" in named.cure
        )
        assert hung["whole"].file not in named.what
    for damage in damages:  # each can be taken down, and what is left over is swept
        assert (
            served.post(
                f"{passport}/pictures/{hung[damage].public_id}/removal", alma
            ).status
            == 303
        )
    with db.database.connection_context():
        assert [row.alt for row in Picture.select()] == ["whole"]
        files.delete_unknown_files(
            config.files, dt.datetime.now(dt.UTC) + dt.timedelta(days=1)
        )
        sound()
    assert (
        served.get(f"{passport}/pictures/{hung['whole'].public_id}", alma).status == 200
    )
