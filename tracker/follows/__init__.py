"""Follows of people, units, tags and platforms."""
