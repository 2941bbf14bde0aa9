"""Mixin of a database for queries whose text is built already; see `prepared`."""

from __future__ import annotations


class PreparedQueries:
    """Mixin of a database: executes a prepared query by its text."""

    def execute(self, query, **options):
        prepared = getattr(query, "prepared", None)
        if prepared is not None:
            return self.execute_sql(*prepared)
        return super().execute(query, **options)
