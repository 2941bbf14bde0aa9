"""The filters of the dashboard, and its figures in words."""
