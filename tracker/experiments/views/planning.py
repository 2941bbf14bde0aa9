"""Views: planning."""
