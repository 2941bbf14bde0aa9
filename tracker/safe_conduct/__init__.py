"""Safe conduct: what leaders sign about attempts that go wrong, and attempts that a leader
backs before the result is known.
"""
