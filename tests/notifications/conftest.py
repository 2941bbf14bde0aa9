from tests.committed_database import product

__all__ = ["product"]
