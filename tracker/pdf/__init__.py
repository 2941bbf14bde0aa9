"""Papers: accessible PDFs from Typst templates, without network, from the embedded
fonts alone.

A leaf beside `tracker.tables`: no Flask, no database. `pdf(template, data, language=,
title=)` gives the bytes; what somebody wrote goes in as data and can never become code.
"""

from tracker.pdf.render import PdfError, pdf

__all__ = ["PdfError", "pdf"]
