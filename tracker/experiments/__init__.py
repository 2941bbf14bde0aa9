"""The plan card: propose, start, files, history, search, import and export."""
