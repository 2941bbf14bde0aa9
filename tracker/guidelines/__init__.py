"""Platforms and, in time, what one may do there."""
