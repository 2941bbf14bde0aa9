"""Guidelines: platforms, stances, clauses, questions, proposals, and "May I?"."""
