"""The job queue: what must follow an act is written with the act, and a worker does it."""
