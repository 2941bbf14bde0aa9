"""Platforms, and what one may do there: stances, clauses, and "May I?"."""
