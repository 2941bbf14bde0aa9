"""Views: importing."""
