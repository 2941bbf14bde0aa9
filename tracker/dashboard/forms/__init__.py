"""What is asked of the dashboard, and how its answers are told in words."""
