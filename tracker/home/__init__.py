"""The home page, my page and health checks."""
