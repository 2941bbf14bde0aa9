"""The pulse, the map of fears, and how ready the organisation is."""
