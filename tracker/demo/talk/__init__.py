"""What colleagues said about the attempts, what they endorsed, and which lessons they
used.

Keys are attempts' and people's.
"""

from .comments import COMMENTS
from .endorsements import ENDORSEMENTS
from .reuses import REUSES

__all__ = ["COMMENTS", "ENDORSEMENTS", "REUSES"]
