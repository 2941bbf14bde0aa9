"""What the API shows: names only by `credited`, days in place of moments."""
