"""The learning card: the conclusion of an experiment, and the lesson that it leaves."""
