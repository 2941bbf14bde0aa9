"""Taking back: within minutes, and only while nobody else has built on it."""
