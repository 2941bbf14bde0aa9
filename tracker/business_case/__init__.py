"""Why it is worth it: assumptions with evidence for and against, signed by leaders."""
