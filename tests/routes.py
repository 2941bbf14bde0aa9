"""Every route of the product, with who may use it. See access.py for the words."""

from tests.access import ADMIN, EVERYBODY, FACILITATOR, SIGNED_IN, anybody, authors, nowhere, owners, part, readers, signed_in

KEEPERS = (FACILITATOR, ADMIN)

ROUTES = {
    # Anybody
    "GET home.home": anybody(),
    "POST home.language": anybody(),
    "GET home.healthz": anybody(),
    "GET home.readyz": anybody(),
    "GET accounts.login": anybody(),
    "POST accounts.enter": anybody(),
    "GET accounts.register": anybody(),
    "POST accounts.register": anybody(),
    "GET accounts.registered": anybody(),
    "GET accounts.confirm": nowhere(),
    "POST accounts.confirm": nowhere(),
    "GET accounts.forgot": anybody(),
    "POST accounts.forgot": anybody(),
    "GET accounts.forgotten": anybody(),
    "GET accounts.reset": nowhere(),
    "POST accounts.reset": nowhere(),
    "GET accounts.invitation": nowhere(),
    "POST accounts.invitation": nowhere(),
    "GET accounts.first_admin": nowhere(),
    "POST accounts.first_admin": nowhere(),
    # One's own
    "POST accounts.logout": {"": dict.fromkeys(EVERYBODY, "login")},
    "GET home.me": signed_in(),
    "GET accounts.settings": signed_in(),
    "POST accounts.settings": signed_in(),
    "POST accounts.change_password": signed_in(),
    "GET accounts.sessions": signed_in(),
    "POST accounts.end_session": owners(*SIGNED_IN),
    "POST accounts.end_sessions": signed_in(),
    # Colleagues
    "GET accounts.person": signed_in(),
    "GET accounts.unit": signed_in(),
    "GET accounts.move": signed_in(*KEEPERS),
    "POST accounts.move": signed_in(*KEEPERS),
    # Administration
    **{
        f"{method} accounts.{name}": signed_in(ADMIN)
        for name in ("keep_person", "import_people", "invite", "units", "keep_unit")
        for method in ("GET", "POST")
    },
    **{f"POST accounts.{name}": signed_in(ADMIN) for name in ("disable", "enable", "make_link")},
    "POST accounts.withdraw_invitation": owners(ADMIN),
    "GET accounts.people": signed_in(ADMIN),
    "GET accounts.link": owners(ADMIN),
    **{f"{method} guidelines.{name}": signed_in(*KEEPERS) for name in ("platforms", "platform") for method in ("GET", "POST")},
    "POST guidelines.add_platform": signed_in(*KEEPERS),
    # The plan card
    "GET experiments.index": signed_in(),
    "GET experiments.similar": signed_in(),
    "GET experiments.suggest_metrics": signed_in(),
    "GET experiments.suggest_people": signed_in(),
    "GET experiments.suggest_tags": signed_in(),
    "GET experiments.new": signed_in(),
    "POST experiments.create": signed_in(),
    "GET experiments.experiment": readers(),
    "GET experiments.history": readers(),
    "GET experiments.edit": authors(),
    "POST experiments.amend": authors(),
    "GET experiments.start": authors(),
    "POST experiments.begin": authors(),
    "POST experiments.discard": authors(),
    # Lists in and out; an import is its owner's alone
    "GET experiments.export_csv": signed_in(),
    "GET experiments.export_xlsx": signed_in(),
    "GET experiments.imports": signed_in(*KEEPERS),
    "POST experiments.upload": signed_in(*KEEPERS),
    **{f"GET experiments.{name}": owners(*KEEPERS) for name in ("columns", "import_", "import_progress", "rejected")},
    "POST experiments.map_columns": owners(*KEEPERS),
    # Lineage
    "GET lineage.tree": readers(),
    "GET lineage.suggest_attempts": signed_in(),
    # Evidence
    "GET experiments.evidence": readers(),
    "GET experiments.large_picture": readers(),
    "GET experiments.picture": readers(),
    "POST experiments.hang_pictures": authors(),
    "POST experiments.describe_picture": authors(),
    "POST experiments.take_picture_down": authors(),
    "POST experiments.add_link": authors(),
    "POST experiments.remove_link": authors(),
    "POST experiments.take_reading": authors(),
    "POST experiments.remove_reading": authors(),
    # The learning card
    "GET lessons.index": signed_in(),
    "GET lessons.lesson": part(readers()),
    "GET lessons.conclusion": authors(),
    "POST lessons.conclude": authors(),
}
