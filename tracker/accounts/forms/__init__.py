"""Forms of the accounts: one per act."""
