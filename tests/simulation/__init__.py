"""A simulated organisation that uses the product for two years.

`behaviour.py` says how people behave and where that comes from, `organisation.py` writes
what they do into the product's database, `measures.py` reads the product's own measures.
"""
