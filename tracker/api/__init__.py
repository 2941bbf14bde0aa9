"""The API for programs: the same queries and rules as the pages, as JSON."""
