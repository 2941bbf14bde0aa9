"""Example files for running the product: container, units, proxies.

`tracker example` prints them.
"""
