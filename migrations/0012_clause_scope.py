"""To whom a clause applies, and whether the yes of those it is about is enough."""

NEW_COLUMNS = (
    'ALTER TABLE "clause" ADD COLUMN "applies_to" VARCHAR(20) NOT NULL DEFAULT \'work\''
    " CHECK (applies_to <> 'private' OR kind IN ('may', 'recommend'))"
    " CHECK (\"applies_to\" IN ('work', 'myself', 'organisation', 'private'))",
    'ALTER TABLE "clause" ADD COLUMN "asks" VARCHAR(20)'
    " CHECK (asks IS NULL OR kind = 'ask') CHECK (\"asks\" IN ('themselves'))",
)

# Clauses that came ready, by key and kind; all others apply to everybody at work,
# which is the strictest
OWN_NAME = (
    "everywhere:1 may",
    "everywhere:6 recommend",
    "bluesky:1 may",
    "facebook:2 may",
    "linkedin-personal:1 may",
    "linkedin-personal:2 may",
    "linkedin-personal:3 recommend",
    "linkedin-personal:4 ask",
    "mastodon:1 may",
    "reddit:1 may",
)
ORGANISATION = (
    "everywhere:17 dont",
    "bluesky:3 ask",
    "facebook:4 ask",
    "instagram:3 ask",
    "instagram:4 dont",
    "linkedin-page:3 ask",
    "linkedin-page:4 dont",
    "mastodon:3 ask",
    "other:4 ask",
    "reddit:3 ask",
    "reddit:4 dont",
    "threads:3 ask",
    "tiktok:2 ask",
    "website:4 ask",
    "website:5 dont",
    "x:3 ask",
    "x:4 dont",
    "youtube:3 ask",
    "youtube:4 dont",
)
THEMSELVES = ("everywhere:10 ask", "everywhere:12 ask")


def up(migrator, db):
    for statement in NEW_COLUMNS:
        db.execute_sql(statement)
    fill(db, "applies_to", "myself", OWN_NAME)
    fill(db, "applies_to", "organisation", ORGANISATION)
    fill(db, "asks", "themselves", THEMSELVES)


def down(migrator, db):
    db.execute_sql('ALTER TABLE "clause" DROP COLUMN "asks"')
    db.execute_sql('ALTER TABLE "clause" DROP COLUMN "applies_to"')


def fill(db, column, value, clauses):
    names = ", ".join(f"'{clause}'" for clause in clauses)
    db.execute_sql(
        f"UPDATE clause SET {column} = '{value}' WHERE key || ' ' || kind IN ({names})"
    )
