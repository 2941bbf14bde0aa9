"""The outbox and what comes of it: what must happen after an act is written in the
act's own transaction.
"""
