"""Notifications: whom an act concerns, what they are told, and by which way."""
