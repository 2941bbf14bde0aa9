"""Queries for the home page and my page."""

from tracker.home.queries.duty import Duty, duties
from tracker.home.queries.news import a_year_ago, news, under_way
from tracker.home.queries.todo import SHOWN_ON_MY_PAGE, Todo, by_stage, waiting_for

__all__ = [
    "SHOWN_ON_MY_PAGE",
    "Duty",
    "Todo",
    "a_year_ago",
    "by_stage",
    "duties",
    "news",
    "under_way",
    "waiting_for",
]
