"""What several features need of their models and queries."""
