"""Answers for leaders: what is learnt, what waits, where attempts stall."""
