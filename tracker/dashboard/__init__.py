"""The dashboard: measures, where experiments stall, and what waits for a leader."""
