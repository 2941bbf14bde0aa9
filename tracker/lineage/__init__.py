"""What builds on what."""
