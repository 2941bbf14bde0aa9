"""Concerns: everybody may hide something personal at once; facilitators then show it
again, redact it or remove it.
"""
