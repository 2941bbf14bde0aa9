"""Who matters to the organisation, and where it touches them."""
