"""Webhooks: what happens here, told to channels and programs elsewhere."""
