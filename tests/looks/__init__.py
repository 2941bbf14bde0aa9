"""Measures of how pages look and behave; see ``page_measures``."""
