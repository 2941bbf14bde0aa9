"""Commitments of leaders, and their settlements."""
