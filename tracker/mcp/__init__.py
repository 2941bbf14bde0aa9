"""Assistants that ask in somebody's name: the Model Context Protocol, to read only."""
