"""Lineage: experiments that build on others, as lists and as a drawing."""
