"""Keeping an installation well: logs, locks, backup and restore, and the doctor. No nouns live here."""
