from tests.committing import product

__all__ = ["product"]
