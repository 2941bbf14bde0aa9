"""The SQL that lets a table be searched; migrations and tests run the same statements."""


def install(table: str, column: str = "words") -> dict[str, list[str]]:
    """The statements, by database, that let a table be searched by a column of
    `normalised` words, now and after every write.

    On SQLite this is an index without a copy of the text, which three triggers follow;
    ``recursive_triggers`` must be on, or INSERT OR REPLACE leaves the replaced row
    findable. On PostgreSQL it is an index on the expression that queries must use.
    """
    index = f"{table}_{column}"
    add = f"INSERT INTO {index} (rowid, {column}) VALUES (new.id, new.{column});"
    drop = f"INSERT INTO {index} ({index}, rowid, {column}) VALUES ('delete', old.id, old.{column});"
    return {
        "sqlite": [
            (
                f"CREATE VIRTUAL TABLE {index} USING fts5({column}, content='{table}',"
                " content_rowid='id', tokenize='unicode61 remove_diacritics 0')"
            ),
            f"CREATE TRIGGER {index}_added AFTER INSERT ON {table} BEGIN {add} END",
            f"CREATE TRIGGER {index}_removed AFTER DELETE ON {table} BEGIN {drop} END",
            (
                f"CREATE TRIGGER {index}_changed AFTER UPDATE OF id, {column} ON {table} BEGIN"
                f" {drop} {add} END"
            ),
            f"INSERT INTO {index} ({index}) VALUES ('rebuild')",
        ],
        "postgres": [
            f"CREATE INDEX {index} ON {table} USING gin (to_tsvector('simple', {column}))"
        ],
    }


def uninstall(table: str, column: str = "words") -> dict[str, list[str]]:
    """The statements, by database, that undo `install`."""
    index = f"{table}_{column}"
    triggers = [
        f"DROP TRIGGER IF EXISTS {index}_{when}"
        for when in ("added", "removed", "changed")
    ]
    return {
        "sqlite": [*triggers, f"DROP TABLE IF EXISTS {index}"],
        "postgres": [f"DROP INDEX IF EXISTS {index}"],
    }
