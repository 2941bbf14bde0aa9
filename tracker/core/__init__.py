"""What several features need, below every feature."""
