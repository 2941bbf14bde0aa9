"""Forsøg: colleagues log what they try on social media, and a failed attempt is knowledge.

Floors, and imports only ever go down them, across any room: views → forms → queries → models → db.

Rooms: accounts (people, units, signing in) · guidelines (platforms) · experiments (the plan card, files, history, import and
export) · lessons (the learning card and the lesson it leaves) · lineage (what builds on what) · home (the first page) ·
demo (a believable organisation). Beside them: web (the shared HTTP kit), tables (reading and writing table files),
words (what search means), db (the database and Record), schema (all nouns), config (all settings), app (where everything meets),
cli (the `tracker` command).
"""
