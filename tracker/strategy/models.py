"""How far the organisation is on each of the five steps, computed from its data."""
