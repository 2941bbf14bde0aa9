"""A whole deployment on loopback, put together as OPERATING.md says, and what is done to it."""
