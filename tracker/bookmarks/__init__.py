"""Bookmarks, and the list of what somebody would like to try."""
