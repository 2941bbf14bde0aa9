"""Forms of the platforms and their guidelines."""
