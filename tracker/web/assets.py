"""Bundles style sheets and scripts at start.

The bundles lie in the data folder, where even a read-only installation may write.
"""

from __future__ import annotations

import fcntl
import re
from functools import lru_cache
from pathlib import Path

from flask import Flask, abort, request, send_from_directory
from flask_assets import Bundle, Environment
from rjsmin import jsmin

from tracker.disk import make_folder, open_private
from tracker.web import typeface
from tracker.web.compression import send_variant, write_variants

try:
    from minify import string as minified
except ImportError:  # there is no wheel for this machine
    minified = None

FOREVER = 60 * 60 * 24 * 365
BUNDLE = re.compile(r"(app|charts)-[0-9a-f]{8,64}\.(css|js)")
# Of the static folder only these are asked for; the rest goes into bundles
PICTURE = re.compile(r"img/[a-z0-9_-]+\.(svg|png)")
# What Chart.js is bundled with for axes of time: no chart here has one
DAYS = re.compile(r"\n  function requiredArgs\b.*?(?=\n  // for plugins\n)", re.S)


def init_app(app: Flask, folder: Path) -> None:
    """Register the bundles and build them.

    They are named by their content, so that a browser may keep them for good.
    """
    make_folder(folder)
    environment = _environment(app, folder)
    with open_private(folder / ".lock") as lock, app.app_context():
        fcntl.flock(lock, fcntl.LOCK_EX)
        for name in ("css", "js", "charts"):
            if environment[name].contents:
                environment[name].build(force=False)
        for bundle in folder.iterdir():
            if BUNDLE.fullmatch(bundle.name):
                write_variants(bundle)

    # Bundles are built once, so their addresses stay
    app.jinja_env.globals["bundle_urls"] = lru_cache(
        lambda name: tuple(environment[name].urls())
    )

    app.jinja_env.globals["typeface_url"] = f"{environment.url}/words-400-1.woff2"

    @app.get("/assets/<path:name>")
    def assets(name):
        if typeface.FILE.fullmatch(name):
            typeface.write_typeface(folder, name)
            return send_from_directory(
                folder, name, mimetype="font/woff2", max_age=FOREVER
            )
        # Beside the bundles lie the lock and the list of what was built
        if not BUNDLE.fullmatch(name):
            abort(404)
        return send_variant(folder, name, FOREVER)

    @app.before_request
    def only_by_name():
        endpoint = (request.endpoint or "").rpartition(".")[2]
        if endpoint == "static" and not PICTURE.fullmatch(
            request.view_args["filename"]
        ):
            abort(404)


def _environment(app: Flask, folder: Path) -> Environment:
    environment = Environment(app)
    environment.directory = str(folder)
    environment.url = app.config["TRACKER"].root_path + "/assets"
    environment.auto_build = False
    environment.debug = False
    environment.versions = "hash"
    environment.manifest = "file"
    environment.cache = False
    styles = _files(app, "css", "*.css")
    scripts = _files(app, "js/behaviours", "*.js")
    charts = ["chartkick/Chart.bundle.js"] + _files(app, "js/charts", "*.js")
    environment.register(
        "css", Bundle(*styles, filters="rcssmin", output="app-%(version)s.css")
    )
    environment.register(
        "js", Bundle(*scripts, filters=shorten, output="app-%(version)s.js")
    )
    environment.register(
        "charts", Bundle(*charts, filters=shorten, output="charts-%(version)s.js")
    )
    return environment


def shorten(script, out, **kwargs) -> None:
    """Minify a script: names are shortened where the minifier has a wheel."""
    text = DAYS.sub("", script.read())
    if minified is None:
        out.write(jsmin(text))
    else:
        out.write(minified("application/javascript", text))


def _files(app: Flask, folder: str, pattern: str) -> list[str]:
    """The files of a folder in the order of their names, numbers first.

    So layers come before the styles in them.
    """
    root = Path(app.static_folder)
    return [
        path.relative_to(root).as_posix()
        for path in sorted(
            (root / folder).rglob(pattern), key=lambda p: _order(p, root)
        )
    ]


def _order(path: Path, root: Path) -> tuple:
    parts = path.relative_to(root).parts
    return tuple((part[0] != "0" and not part[:2].isdigit(), part) for part in parts)
