"""The first page, and the small things that belong to no room."""
