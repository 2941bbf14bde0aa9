"""The quarter: drafted from data, edited, signed, frozen."""

from flask import Blueprint

summaries = Blueprint("summaries", __name__)
