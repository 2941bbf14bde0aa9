"""Open questions: what nobody has tried yet, kept until an attempt answers it."""
