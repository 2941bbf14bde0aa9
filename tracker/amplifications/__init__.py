"""Lessons carried onward: to one's own unit with a word, or to its next meeting."""
