"""Notifications: their recipients, sentences and deliveries."""
