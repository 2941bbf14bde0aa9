"""Retention periods, data export and erasure of personal data."""
