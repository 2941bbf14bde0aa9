"""Views: reading."""
