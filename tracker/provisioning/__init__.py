"""Accounts that the organisation's directory makes, moves and closes (SCIM 2.0)."""
