"""The quarter: drafted from data, edited, signed, frozen."""

from flask import Blueprint

summaries = Blueprint("summaries", __name__)

from tracker.summaries.views import detail, edit, pdf, signature, subscription
