"""Views: exporting."""
