"""Comments on experiments: replies, questions with accepted answers, and mentions."""
