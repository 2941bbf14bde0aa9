"""Views: evidence."""
