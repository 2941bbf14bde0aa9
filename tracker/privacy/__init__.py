"""What is kept of people, for how long, and how each takes it along or has it erased."""
