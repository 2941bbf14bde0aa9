"""Forsøg: colleagues log what they try on social media, and a failed attempt is
knowledge.

Floors, and imports only ever go down them, across any room: views → forms → queries → models → db.

Rooms: accounts (people, units, signing in) · notifications (the outbox and what comes
of it) · guidelines (platforms, what one may do there) · stakeholders (who matters, and
where we touch them) · experiments (the plan card, evidence, history, search, import and
export) · lessons (the learning card, and the lesson as shared knowledge) · lineage
(what builds on what) · endorsements · comments · concerns (something personal here) ·
readiness (the pulse) · business_case · commitments (what leaders promise) · strategy
(the five steps) · dashboard (measures) · summaries (the quarter) · home (the first page
and one's own) · demo (a believable organisation).

Beside them: web (the shared HTTP kit), tables (reading and writing table files), words
(what search means), db (the database and Record), rules (how a rule is told), quarters,
figures (no number about few people), schema (all nouns), migrating, config (all
settings), menus, app (where everything meets), serving and cli (the `tracker` command).
"""
