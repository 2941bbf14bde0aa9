"""People, units, signing in, sessions, my page."""
