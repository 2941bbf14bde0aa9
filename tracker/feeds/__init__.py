"""Feeds of lessons and the calendar of one's own days, by a token in the address."""
