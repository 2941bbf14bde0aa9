"""The pulse, the map of fears, and how ready the organisation is.

How the pulse is kept anonymous. While a round is open there are three tables: who still
may answer, what was answered, and what was written, and nothing joins them. None has an
order, a time or a number that counts. What leaders alone are asked is a fourth. At
closing, in one transaction, the answers are added up, what may never be shown is left
out, the free texts get fresh keys by chance and are written in the order of these keys,
and the tables are emptied so that nothing of them stays in the database's files. What of
it cannot hold is told to everybody before the first question
(`templates/readiness/_promise.html`), and `tests/readiness/attacks.py` tries to link
people and answers.
"""
