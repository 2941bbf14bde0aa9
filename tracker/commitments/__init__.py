"""What leaders have promised, and what came of it."""
