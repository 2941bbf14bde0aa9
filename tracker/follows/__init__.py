"""Whom and what people follow."""
