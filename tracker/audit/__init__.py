"""The audit log: who did what to whose account, rights or data; for administrators, and
append-only at the database.
"""
