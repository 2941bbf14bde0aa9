"""Views: finding."""

from tracker.experiments.views import experiments
from tracker.web.answers import page


@experiments.get("")
def index():
    return page("experiments/index.html")
