"""Keeping an installation well: logs, locks, backup and restore, and the doctor.

Its one noun is the installation itself.
"""
