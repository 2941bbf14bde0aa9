"""Experiments: plan card, stages, evidence, history, search, import and export."""
