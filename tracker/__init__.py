"""Forsøg: colleagues log what they try on social media, and a failed attempt is knowledge.

Floors, and imports only ever go down them, across any room: views → forms → queries → models → db.

Rooms: accounts (people, units, signing in) · notifications (the outbox and what comes of it) · guidelines (platforms) ·
experiments (the plan card, evidence, history, search, import and export) · lessons (the learning card, and the lesson as shared
knowledge) · lineage (what builds on what) · endorsements · comments · concerns (something personal here) · home (the first page and
one's own) · demo (a believable organisation).

Beside them: web (the shared HTTP kit), tables (reading and writing table files), words (what search means), db (the database and
Record), rules (how a rule is told), schema (all nouns), migrating, config (all settings), menus, app (where everything meets),
serving and cli (the `tracker` command).
"""
