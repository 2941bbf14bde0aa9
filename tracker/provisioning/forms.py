"""Form for a token of a directory."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from tracker.accounts.forms.fields import required
from tracker.provisioning.models import ProvisioningToken
from tracker.web.forms import Form, short


class TokenForm(Form):
    name = short(
        ProvisioningToken.name,
        _l("Which directory is it for?"),
        validators=[required()],
    )
