"""What the organisation learns: measures, where attempts stall, what waits for a leader."""
