"""Forms of operations that no page has."""

from tracker.experiments.models import Experiment
from tracker.web.fields import text_fields
from tracker.web.forms import CprWarning, Form


class PublicationForm(CprWarning, text_fields(Experiment), Form):
    """The texts of a draft, which are looked at once more before it is shared."""
