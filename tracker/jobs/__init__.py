"""Jobs: what must happen after an act is written in the transaction of the act, and a worker does it."""
