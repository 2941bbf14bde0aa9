"""Every route of the product, with who may use it. See access.py for the words."""

from tests.access import (
    ADMIN,
    AUTHOR,
    CO_AUTHOR,
    ELSEWHERE,
    EVERYBODY,
    FACILITATOR,
    LEADER,
    SIGNED_IN,
    among,
    anybody,
    author,
    authors,
    backers,
    by_token,
    colleagues,
    mine,
    missing,
    nobody,
    nowhere,
    owners,
    part,
    readers,
    refused,
    shown,
    signed_in,
    summary,
    together,
)

KEEPERS = (FACILITATOR, ADMIN)
# What a token opens, and no session: tests/tokens and tests/api say what it opens
READ_BY_PROGRAMS = (
    "list_experiments",
    "show_experiment",
    "show_evidence",
    "show_conclusion",
    "show_reading",
    "show_picture",
    "show_document",
    "list_comments",
    "list_lessons",
    "show_lesson",
    "list_reuses",
    "list_endorsements",
    "list_questions",
    "show_question",
    "list_attempts",
    "search",
    "list_measures",
    "list_summaries",
    "show_summary",
    "list_people",
)
WRITTEN_BY_PROGRAMS = (
    "log_experiment",
    "publish_experiment",
    "start_experiment",
    "conclude_experiment",
    "write_comment",
    "tell_reuse",
    "close_account",
    "open_account",
    "add_link",
    "take_reading",
    "add_picture",
    "add_document",
    "give_evidence",
    "give_endorsement",
    "close_question",
    "ask_question",
    "link_attempt",
)
CHANGED_BY_PROGRAMS = (
    "edit_experiment",
    "amend_conclusion",
    "amend_reading",
    "describe_picture",
    "edit_comment",
    "amend_reuse",
)
REMOVED_BY_PROGRAMS = (
    "discard_experiment",
    "remove_link",
    "remove_reading",
    "remove_picture",
    "remove_document",
    "withdraw_evidence",
    "withdraw_endorsement",
    "remove_comment",
    "reopen_question",
    "withdraw_reuse",
    "remove_question",
    "unlink_attempt",
)

ROUTES = {
    # Anybody
    "GET home.home": anybody(),
    "POST home.language": anybody(),
    "POST home.table_notation": signed_in(),
    "GET home.healthz": anybody(),
    "GET home.readyz": anybody(),
    "GET home.metrics": anybody(),
    "GET home.manifest": anybody(),
    "GET home.service_worker": anybody(),
    "GET home.offline": anybody(),
    "GET home.robots": anybody(),
    "GET shared_posts.share": signed_in(),
    "POST shared_posts.receive": anybody(),
    "GET shared_posts.kept": missing(),
    "POST shared_posts.draft": missing(),
    "GET home.change_password": signed_in(),
    "GET accounts.login": anybody(),
    "POST accounts.enter": anybody(),
    # Where no identity provider is set up there is none of it
    "GET accounts.begin_provider": nowhere(),
    "GET accounts.provider_answer": nowhere(),
    "POST accounts.logged_out_there": nowhere(),
    "GET accounts.join": {"": dict.fromkeys(EVERYBODY, "login")},
    "POST accounts.join": {"": dict.fromkeys(EVERYBODY, "login")},
    "GET accounts.signed_out": {"": dict.fromkeys(EVERYBODY, "login")},
    "GET accounts.prove_by_provider": missing(),
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
    "GET accounts.code": {"": dict.fromkeys(EVERYBODY, "login")},
    "POST accounts.code": {"": dict.fromkeys(EVERYBODY, "login")},
    "GET accounts.first_code": {"": dict.fromkeys(EVERYBODY, "login")},
    "POST accounts.first_code": {"": dict.fromkeys(EVERYBODY, "login")},
    "GET privacy.policy": anybody(),
    "GET privacy.security": anybody(),
    "GET privacy.record": anybody(),
    # Programs
    "GET api.document": anybody(),
    **{f"GET api.{name}": by_token() for name in READ_BY_PROGRAMS},
    **{f"POST api.{name}": by_token() for name in WRITTEN_BY_PROGRAMS},
    **{f"PATCH api.{name}": by_token() for name in CHANGED_BY_PROGRAMS},
    **{f"DELETE api.{name}": by_token() for name in REMOVED_BY_PROGRAMS},
    "POST mcp.answer": by_token(),
    **{
        f"GET feeds.{name}": nowhere()
        for name in ("lessons", "unit", "tag", "calendar")
    },
    "GET tokens.index": signed_in(),
    "POST tokens.add": signed_in(),
    "POST tokens.end": mine(),
    "GET tokens.services": signed_in(ADMIN),
    "POST tokens.add_service": signed_in(ADMIN),
    "POST tokens.end_service": owners(ADMIN),
    **{
        f"{m} webhooks.{n}": signed_in(ADMIN)
        for m, n in (("GET", "index"), ("POST", "add"))
    },
    **{
        f"POST webhooks.{name}": owners(ADMIN)
        for name in ("end", "pause", "resume", "test")
    },
    # One's own
    "GET privacy.mine": signed_in(),
    "GET privacy.take_along": signed_in(),
    "POST privacy.erase_me": signed_in(),
    "POST accounts.logout": {"": dict.fromkeys(EVERYBODY, "login")},
    "GET accounts.second_factor": signed_in(),
    "POST accounts.second_factor": signed_in(),
    "POST accounts.new_codes": signed_in(),
    "POST accounts.end_second_factor": signed_in(),
    "GET accounts.proof": signed_in(),
    "POST accounts.proof": signed_in(),
    "GET home.me": signed_in(),
    "GET accounts.settings": signed_in(),
    "POST accounts.settings": signed_in(),
    "POST accounts.change_password": signed_in(),
    "GET accounts.sessions": signed_in(),
    "POST accounts.end_session": owners(*SIGNED_IN),
    "POST accounts.end_sessions": signed_in(),
    "GET guidelines.beside_plan": signed_in(),
    "GET bookmarks.index": signed_in(),
    "POST bookmarks.keep": colleagues(),
    "POST bookmarks.remove": readers(),
    "GET notifications.index": signed_in(),
    "GET notifications.notice": mine(AUTHOR),
    "POST notifications.read": mine(AUTHOR),
    "POST notifications.read_all": signed_in(),
    "GET notifications.wishes": signed_in(),
    "POST notifications.wishes": signed_in(),
    "GET notifications.leave": nowhere(),
    # Without the one word of a mail program: 400; with it, a link that nobody has: 404
    "POST notifications.left": anybody(),
    "GET notifications.leave_alerts": nowhere(),
    # Nobody signs in; without the one click it is refused
    "POST notifications.alerts_left": anybody(),
    "POST home.follow": missing(),
    "POST home.unfollow": missing(),
    # Colleagues
    "GET accounts.person": signed_in(),
    "GET accounts.unit": signed_in(),
    "GET accounts.move": signed_in(*KEEPERS),
    "POST accounts.move": signed_in(*KEEPERS),
    # Administration
    "GET audit.index": signed_in(ADMIN),
    "GET privacy.periods": signed_in(ADMIN),
    "POST privacy.periods": signed_in(ADMIN),
    "GET privacy.erase_somebody": signed_in(ADMIN),
    "POST privacy.erase_somebody": signed_in(ADMIN),
    "GET audit.export": signed_in(ADMIN),
    **{
        f"{method} accounts.{name}": signed_in(ADMIN)
        for name in (
            "keep_person",
            "import_people",
            "invite",
            "units",
            "keep_unit",
            "merge_unit",
            "claim_mapping",
        )
        for method in ("GET", "POST")
    },
    **{
        f"POST accounts.{name}": signed_in(ADMIN)
        for name in (
            "close_unit",
            "reopen_unit",
            "disable",
            "enable",
            "make_link",
            "take_second_factor",
            "end_sessions_of",
            "end_identity",
        )
    },
    "POST accounts.withdraw_invitation": owners(ADMIN),
    # A directory shows a token; whoever has none, with a session or not, gets 401
    **{
        f"{method} provisioning.scim": by_token()
        for method in ("GET", "POST", "PUT", "PATCH", "DELETE")
    },
    "GET accounts.resend_invitation": owners(ADMIN),
    "POST accounts.resend_invitation": owners(ADMIN),
    **{
        f"GET accounts.{name}": signed_in(ADMIN)
        for name in ("people", "export_csv", "export_xlsx")
    },
    "GET accounts.link": owners(ADMIN),
    **{
        f"{method} guidelines.{name}": signed_in(*KEEPERS)
        for name in ("platforms", "platform")
        for method in ("GET", "POST")
    },
    **{
        f"POST guidelines.{name}": signed_in(*KEEPERS)
        for name in ("add_platform", "rename_platform")
    },
    **{
        f"{method} guidelines.merge_platform": signed_in(*KEEPERS)
        for method in ("GET", "POST")
    },
    # What one may do
    **{
        f"GET guidelines.{name}": signed_in()
        for name in ("index", "guideline", "versions", "clause", "check")
    },
    "POST guidelines.clear_change": owners(*KEEPERS),
    "POST guidelines.read": signed_in(),
    "POST guidelines.agree": signed_in(LEADER),
    "POST guidelines.leave_it": signed_in(),
    **{
        f"{method} guidelines.{name}": signed_in(*KEEPERS)
        for name in ("decide", "add_clause", "amend_clause")
        for method in ("GET", "POST")
    },
    **{
        f"POST guidelines.{name}": signed_in(*KEEPERS)
        for name in (
            "stand_by",
            "retire_clause",
            "cite",
            "stop_citing",
            "restore_clause",
            "take_set",
            "take_whole_set",
        )
    },
    "GET guidelines.starting_set": signed_in(*KEEPERS),
    # Carla asks and proposes; our tone; when it gets rough
    **{
        f"GET guidelines.{name}": signed_in()
        for name in ("questions", "new_question", "question", "rough", "tone")
    },
    **{
        f"GET guidelines.{name}": signed_in()
        for name in ("proposals", "new_proposal", "proposal")
    },
    **{f"POST guidelines.{name}": signed_in() for name in ("ask", "propose", "let_go")},
    **{
        f"POST guidelines.{name}": signed_in(*KEEPERS)
        for name in ("answer", "exemplify", "decide_proposal")
    },
    "POST guidelines.remove_question": signed_in(ELSEWHERE, *KEEPERS),
    "POST guidelines.support": signed_in(
        *(who for who in SIGNED_IN if who != ELSEWHERE)
    ),
    "POST guidelines.withdraw_proposal": signed_in(ELSEWHERE),
    **{
        f"{method} guidelines.add_phrase": signed_in(*KEEPERS)
        for method in ("GET", "POST")
    },
    "GET guidelines.phrase": signed_in(*KEEPERS),
    **{
        f"POST guidelines.{name}": signed_in(*KEEPERS)
        for name in ("amend_phrase", "retire_phrase")
    },
    # Open questions: one that Carla asked, by name
    **{
        f"GET questions.{name}": signed_in()
        for name in ("index", "new", "question", "similar")
    },
    "POST questions.ask": signed_in(),
    "POST questions.link": missing(),
    "POST questions.unlink": missing(),
    "POST questions.remove": signed_in(ELSEWHERE, *KEEPERS),
    **{
        f"{method} vocabulary.synonyms": signed_in(*KEEPERS)
        for method in ("GET", "POST")
    },
    "GET experiments.tags": signed_in(*KEEPERS),
    "GET experiments.tag": owners(*KEEPERS),
    "POST experiments.tag": owners(*KEEPERS),
    "POST experiments.merge_tag": owners(*KEEPERS),
    # Stakeholders: the one that Leif keeps in touch with
    **{
        f"GET stakeholders.{name}": signed_in()
        for name in (
            "index",
            "touchpoints",
            "stakeholder",
            "history",
            "export",
            "export_xlsx",
        )
    },
    **{
        f"{method} stakeholders.{name}": signed_in(*KEEPERS)
        for name in ("new", "typical", "entrust", "take_in")
        for method in ("GET", "POST")
    },
    **{
        f"POST stakeholders.{name}": signed_in(*KEEPERS)
        for name in ("put_away", "bring_back")
    },
    # Nobody keeps in touch with anybody yet
    "GET stakeholders.grid": signed_in(*KEEPERS),
    "POST stakeholders.fill_grid": signed_in(*KEEPERS),
    # What was changed in the cast is no text: there is nothing to remove
    "POST stakeholders.clear_change": owners(*KEEPERS),
    **{
        f"GET stakeholders.{name}": signed_in(LEADER, *KEEPERS)
        for name in ("edit", "new_touchpoint", "edit_touchpoint")
    },
    **{
        f"POST stakeholders.{name}": signed_in(LEADER, *KEEPERS)
        for name in (
            "change",
            "place",
            "contact",
            "new_touchpoint",
            "change_touchpoint",
            "put_touchpoint_away",
        )
    },
    # The plan card
    "GET experiments.index": signed_in(),
    "GET experiments.similar": signed_in(),
    "GET experiments.suggest_metrics": signed_in(),
    "GET experiments.suggest_people": signed_in(),
    "GET experiments.suggest_tags": signed_in(),
    "GET experiments.new": signed_in(),
    "GET experiments.learnt": signed_in(),
    "POST experiments.create": signed_in(),
    "GET experiments.experiment": readers(),
    "GET experiments.history": readers(),
    # Nothing was mended in the cast: there is nothing to remove
    "POST experiments.clear_change": {
        "passport": owners(AUTHOR, CO_AUTHOR, *KEEPERS)[""]
    },
    "GET experiments.edit": authors(),
    "POST experiments.amend": authors(),
    "GET experiments.start": authors(),
    "POST experiments.begin": authors(),
    "POST experiments.move_review_day": authors(),
    "POST experiments.move_first_day": authors(),
    "POST withdrawals.withdraw": authors(),
    "POST withdrawals.undo_start": authors(),
    "POST withdrawals.reopen": authors(),
    "POST experiments.discard": author(),
    # Nothing is thrown away in the cast: there is nothing to have back
    "POST experiments.undo_discard": mine(),
    "POST experiments.leave": together(),
    "POST experiments.put_name": authors(),
    # Alma asks Carla to stand as co-author
    "GET experiments.invitation": mine(ELSEWHERE),
    "POST experiments.answer_invitation": mine(ELSEWHERE),
    # Lists in and out; an import is its owner's alone
    "GET experiments.export_csv": signed_in(),
    "GET experiments.export_xlsx": signed_in(),
    "GET experiments.imports": signed_in(*KEEPERS),
    "POST experiments.upload": signed_in(*KEEPERS),
    **{
        f"GET experiments.{name}": owners(*KEEPERS)
        for name in ("columns", "import_", "import_progress", "rejected")
    },
    "POST experiments.map_columns": owners(*KEEPERS),
    "POST withdrawals.undo_import": owners(*KEEPERS),
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
    "POST experiments.add_document": authors(),
    "GET experiments.document": readers(),
    "POST experiments.remove_document": authors(),
    "POST experiments.add_link": authors(),
    "POST experiments.remove_link": authors(),
    "POST experiments.take_reading": authors(),
    "POST experiments.remove_reading": authors(),
    "GET experiments.reading": authors(),
    "POST experiments.amend_reading": authors(),
    "POST lineage.remove_parent": authors(),
    # The learning card
    **{
        f"GET lessons.{name}": signed_in()
        for name in ("index", "export_csv", "export_xlsx")
    },
    **{f"GET lessons.{name}": part(readers()) for name in ("lesson", "poster")},
    "GET lessons.bearings": authors(),
    "POST lessons.give_evidence": part(readers()),
    "POST lessons.withdraw_evidence": part(readers()),
    "POST lessons.tell_reuse": part(colleagues()),
    "POST lessons.amend_reuse": among(ELSEWHERE),
    "POST lessons.withdraw_reuse": among(ELSEWHERE),
    "POST lessons.retire": (
        part(authors()) | {"passport": {**authors()["passport"], FACILITATOR: "ok"}}
    ),
    "POST lessons.unretire": {"passport": {**signed_in(FACILITATOR)[""]}},
    "POST lessons.review": part(authors()),
    "POST lessons.tell_result": part(colleagues()),
    "POST lessons.join": (
        part(authors()) | {"passport": {**authors()["passport"], FACILITATOR: "ok"}}
    ),
    "POST lessons.separate": (
        part(authors()) | {"passport": {**authors()["passport"], FACILITATOR: "ok"}}
    ),
    "GET lessons.implementation": part(authors()),
    "POST lessons.carry_out": part(authors()),
    "GET lessons.conclusion": authors(),
    "POST lessons.conclude": authors(),
    # What colleagues say: Carla's question on the experiment that everybody sees
    "GET endorsements.index": readers(),
    "POST endorsements.give": colleagues(),
    "POST endorsements.withdraw": readers(),
    "GET comments.index": shown(),
    "POST comments.say": shown(),
    "GET comments.people": readers(),
    "GET comments.comment": part(readers()),
    "GET comments.replies": part(readers()),
    "GET comments.edit": among(ELSEWHERE),
    "POST comments.edit": among(ELSEWHERE),
    "GET comments.removal": among(ELSEWHERE, *KEEPERS),
    "POST comments.remove": among(ELSEWHERE, *KEEPERS),
    "POST comments.answer": among(ELSEWHERE, AUTHOR, CO_AUTHOR),
    "POST comments.withdraw_answer": among(ELSEWHERE, AUTHOR, CO_AUTHOR),
    # Promises: Leif's, from what everybody sees
    # The quarters: what waits for a signature is its writers', what is signed is everybody's
    "GET summaries.index": signed_in(),
    "POST summaries.subscribe": signed_in(),
    "POST summaries.begin": signed_in(*KEEPERS),
    **{
        f"GET summaries.{name}": summary(SIGNED_IN, (LEADER, *KEEPERS))
        for name in ("summary", "pdf", "csv")
    },
    "GET summaries.edit": summary((), KEEPERS, (LEADER,)),
    **{
        f"POST summaries.{name}": summary((), KEEPERS, (LEADER,))
        for name in ("amend", "take_figures", "offer")
    },
    **{
        f"{method} summaries.{name}": summary((), (LEADER,), KEEPERS)
        for method, name in (("GET", "signature"), ("POST", "sign"))
    },
    "POST summaries.correct": {"signed": signed_in(*KEEPERS)[""]},
    "GET commitments.index": signed_in(),
    "GET commitments.commitment": signed_in(),
    **{f"{method} commitments.edit": signed_in(LEADER) for method in ("GET", "POST")},
    "POST commitments.settle": signed_in(LEADER),
    "POST commitments.clear_change": owners(*KEEPERS),
    "GET commitments.new": missing(),
    "POST commitments.promise": missing(),
    # The business case: facilitators and leaders write it, leaders sign it, everybody
    # reads it and gives evidence
    "GET business_case.index": signed_in(),
    "GET business_case.pdf": missing(),
    "GET business_case.version": signed_in(),
    "GET business_case.version_pdf": signed_in(),
    "GET business_case.edit": signed_in(LEADER, *KEEPERS),
    "POST business_case.amend": signed_in(LEADER, *KEEPERS),
    "GET business_case.new_assumption": owners(LEADER, *KEEPERS),
    **{
        f"POST business_case.{name}": owners(LEADER, *KEEPERS)
        for name in ("assume", "take_typical", "ask_to_sign")
    },
    "POST business_case.sign": owners(LEADER),
    "GET business_case.assumption": signed_in(),
    "GET business_case.edit_assumption": signed_in(LEADER, *KEEPERS),
    **{
        f"POST business_case.{name}": signed_in(LEADER, *KEEPERS)
        for name in ("amend_assumption", "drop_assumption")
    },
    "GET business_case.evidence": signed_in(),
    "POST business_case.give_evidence": missing(),
    "POST business_case.withdraw_evidence": signed_in(AUTHOR, LEADER, *KEEPERS),
    # What waits for leaders, and where attempts stall
    "GET dashboard.waiting": signed_in(),
    "GET dashboard.leading": signed_in(),
    "GET dashboard.stalls": signed_in(),
    # The strategy: facilitators and leaders write it, leaders sign it
    "GET strategy.index": signed_in(),
    "GET strategy.versions": signed_in(),
    "GET strategy.pdf": missing(),
    "GET strategy.edit": signed_in(LEADER, *KEEPERS),
    "POST strategy.write": signed_in(LEADER, *KEEPERS),
    "POST strategy.sign": owners(LEADER),
    "GET safe_conduct.index": signed_in(),
    "GET safe_conduct.versions": signed_in(),
    "GET safe_conduct.edit": signed_in(LEADER, *KEEPERS),
    "POST safe_conduct.write": signed_in(LEADER, *KEEPERS),
    # Nothing is written yet
    "POST safe_conduct.sign": owners(LEADER),
    "POST safe_conduct.report": missing(),
    # Only whom one tells; nobody is named yet
    "GET safe_conduct.breaches": nobody(),
    "POST safe_conduct.find": nobody(),
    "POST safe_conduct.tell": nobody(),
    "POST safe_conduct.back": backers(),
    "POST amplifications.carry": part(readers()),
    "GET amplifications.meeting": signed_in(),
    "POST amplifications.bring": missing(),
    "POST amplifications.remove": missing(),
    # Something personal
    "GET concerns.new": shown(),
    "POST concerns.voice": shown(),
    "GET concerns.index": signed_in(*KEEPERS),
    # On Carla's question, hidden by Leif: hers to look at, the facilitators' to settle
    "GET concerns.concern": mine(ELSEWHERE, *KEEPERS),
    "POST concerns.settle": {"": mine(*KEEPERS)[""] | {ELSEWHERE: "403"}},
    **{f"{method} concerns.mending": refused() for method in ("GET", "POST")},
    **{f"{method} concerns.mending_comment": among() for method in ("GET", "POST")},
    "GET privacy.possible_mentions": signed_in(*KEEPERS),
    "POST privacy.settle_mention": owners(*KEEPERS),
    # What the organisation learns
    **{
        f"GET dashboard.{name}": signed_in()
        for name in ("index", "export_csv", "export_xlsx")
    },
    **{f"GET dashboard.{name}": mine() for name in ("rows", "rows_csv", "rows_xlsx")},
    **{
        f"{method} accounts.{name}": signed_in(ADMIN)
        for name in ("organisation", "its_look")
        for method in ("GET", "POST")
    },
    "GET accounts.logo": nowhere(),
    # The pulse, fears and readiness
    **{
        f"GET readiness.{name}": signed_in()
        for name in ("index", "pulse", "rounds", "round", "fears")
    },
    "POST lessons.wish": part(authors()),
    "POST lessons.withdraw_wish": part(authors()),
    "GET lessons.outside": signed_in(),
    "POST lessons.take_in": signed_in(*KEEPERS),
    "POST lessons.remove_outside": signed_in(*KEEPERS),
    "GET lessons.hand_on": signed_in(*KEEPERS),
    "POST lessons.hand_over": signed_in(*KEEPERS),
    "GET fears.index": signed_in(),
    "GET fears.beside_plan": signed_in(),
    "GET fears.trial": signed_in(*KEEPERS),
    "POST fears.begin_trial": signed_in(*KEEPERS),
    "POST fears.expect": authors(),
    "POST fears.tell_result": authors(),
    "GET fears.help": authors(),
    "POST fears.tell_help": authors(),
    # A draft has no circle yet
    "GET fears.circle": {**author(), "dream": shown()["dream"]},
    "POST fears.answer_circle": {**author(), "dream": shown()["dream"]},
    "POST fears.guess": colleagues(),
    "POST readiness.answer": signed_in(),
    "POST readiness.open_round": signed_in(*KEEPERS),
    "POST readiness.close": signed_in(*KEEPERS),
    "POST readiness.take_remark_away": signed_in(*KEEPERS),
    "POST readiness.tell_deed": signed_in(*KEEPERS, LEADER),
    "POST readiness.take_deed_back": signed_in(*KEEPERS),
}

# What can hurt: somebody who was let in long ago shows once more who it is.
DANGEROUS = {
    "GET webhooks.index",
    *(f"POST webhooks.{name}" for name in ("add", "end", "pause", "resume", "test")),
    *(f"GET tokens.{name}" for name in ("index", "services")),
    *(f"POST tokens.{name}" for name in ("add", "end", "add_service", "end_service")),
    "GET audit.export",
    *(f"GET accounts.{name}" for name in ("export_csv", "export_xlsx")),
    "GET privacy.mine",
    "GET privacy.take_along",
    "POST privacy.erase_me",
    *(
        f"{method} privacy.{name}"
        for name in ("erase_somebody", "periods")
        for method in ("GET", "POST")
    ),
    *(
        f"{method} accounts.{name}"
        for name in ("organisation", "its_look", "second_factor", "claim_mapping")
        for method in ("GET", "POST")
    ),
    *(
        f"{method} accounts.{name}"
        for name in ("invite", "import_people", "keep_person", "resend_invitation")
        for method in ("GET", "POST")
    ),
    *(
        f"POST accounts.{name}"
        for name in (
            "take_second_factor",
            "disable",
            "enable",
            "make_link",
            "end_sessions_of",
            "end_identity",
        )
    ),
    *(
        f"POST accounts.{name}"
        for name in ("new_codes", "end_second_factor", "end_session", "end_sessions")
    ),
}
