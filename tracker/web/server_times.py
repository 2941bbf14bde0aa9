"""The header `Server-Timing` of each answer, in development alone: it tells strangers how
long a search takes, and so what it finds.
"""

from __future__ import annotations

from flask import Flask, Response

from tracker.request_times import RequestTimes, request_times


def init_app(app: Flask) -> None:
    """Measure requests where the app is run with `flask --app wsgi run --debug`."""

    @app.before_request
    def begin():
        if app.debug:
            request_times.set(RequestTimes())

    @app.after_request
    def tell(answer: Response) -> Response:
        if times := request_times.get():
            answer.headers["Server-Timing"] = times.header()
        return answer

    @app.teardown_request
    def end(error):
        request_times.set(None)
