"""Access tokens: how programs read and log as a person, or as nobody in particular."""
