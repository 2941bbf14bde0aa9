"""Endorsements: learnt something, would try it, or it took courage, in one click."""
