"""The house: every table of the first version, and the search tables that follow them."""

from peewee import *


def up(migrator, db):
    class Base(Model):
        class Meta:
            database = db
            legacy_table_names = False

    class Unit(Base):
        name = CharField(
            unique=True, max_length=120, constraints=[Check('length("name") <= 120')]
        )
        parent = ForeignKeyField("self", backref="+", null=True, on_delete="RESTRICT")

    class Person(Base):
        email = CharField(
            unique=True, max_length=254, constraints=[Check('length("email") <= 254')]
        )
        name = CharField(max_length=120, constraints=[Check('length("name") <= 120')])
        title = CharField(max_length=120, constraints=[Check('length("title") <= 120')])
        unit = ForeignKeyField(Unit, backref="+", on_delete="RESTRICT")
        role = CharField(
            max_length=20,
            constraints=[
                Check("\"role\" IN ('employee', 'facilitator', 'leader', 'admin')")
            ],
        )
        locale = CharField(max_length=5, constraints=[Check('length("locale") <= 5')])
        theme = CharField(
            max_length=20,
            constraints=[Check("\"theme\" IN ('system', 'light', 'dark')")],
        )
        shortcuts = BooleanField()
        about = CharField(
            max_length=2000, constraints=[Check('length("about") <= 2000')]
        )
        answers_here = CharField(
            max_length=1000, constraints=[Check('length("answers_here") <= 1000')]
        )
        password_hash = CharField(null=True)
        joined_at = DateTimeField()
        disabled_at = DateTimeField(null=True)

    class Session(Base):
        person = ForeignKeyField(Person, backref="+", on_delete="CASCADE")
        token_hash = FixedCharField(unique=True, max_length=64)
        started_at = DateTimeField()
        seen_at = DateTimeField()
        remembered = BooleanField()
        agent = CharField(max_length=200, constraints=[Check('length("agent") <= 200')])

    class Ticket(Base):
        purpose = CharField(
            max_length=20,
            constraints=[
                Check(
                    "\"purpose\" IN ('first_admin', 'invitation', 'registration', 'reset')"
                )
            ],
        )
        token_hash = FixedCharField(unique=True, max_length=64)
        email = CharField(max_length=254, constraints=[Check('length("email") <= 254')])
        person = ForeignKeyField(Person, backref="+", null=True, on_delete="CASCADE")
        carries = JSONField()
        expires_at = DateTimeField()

    class Bucket(Base):
        key = CharField(
            unique=True, max_length=300, constraints=[Check('length("key") <= 300')]
        )
        left = DoubleField()
        at = DateTimeField()

    class Submission(Base):
        person = ForeignKeyField(Person, backref="+", on_delete="CASCADE")
        key = CharField(max_length=64, constraints=[Check('length("key") <= 64')])
        made = CharField(max_length=200, constraints=[Check('length("made") <= 200')])
        at = DateTimeField()

        class Meta:
            indexes = ((("person", "key"), True),)

    class Errand(Base):
        kind = CharField(max_length=40, constraints=[Check('length("kind") <= 40')])
        carries = JSONField()
        due_at = DateTimeField(index=True)
        leased_until = DateTimeField(null=True)
        tries = IntegerField()
        trouble = CharField(
            max_length=500, constraints=[Check('length("trouble") <= 500')]
        )

    class Platform(Base):
        slug = CharField(
            unique=True, max_length=40, constraints=[Check('length("slug") <= 40')]
        )
        name = CharField(
            unique=True, max_length=60, constraints=[Check('length("name") <= 60')]
        )
        in_use = BooleanField()
        position = IntegerField()

    class Metric(Base):
        platform = ForeignKeyField(Platform, backref="+", on_delete="CASCADE")
        name = CharField(max_length=120, constraints=[Check('length("name") <= 120')])

        class Meta:
            indexes = ((("platform", "name"), True),)

    class Experiment(Base):
        author = ForeignKeyField(Person, backref="+", on_delete="RESTRICT")
        unit = ForeignKeyField(Unit, backref="+", on_delete="RESTRICT")
        platform = ForeignKeyField(
            Platform, backref="+", null=True, on_delete="RESTRICT"
        )
        format = CharField(
            null=True,
            max_length=20,
            constraints=[
                Check(
                    "\"format\" IN ('post', 'story', 'video', 'live', 'reply', 'group', 'campaign',"
                    " 'advert', 'other')"
                )
            ],
        )
        visibility = CharField(
            max_length=20, constraints=[Check("\"visibility\" IN ('everyone', 'unit')")]
        )
        stage = CharField(
            max_length=20,
            constraints=[
                Check("\"stage\" IN ('draft', 'planned', 'running', 'concluded')")
            ],
        )
        title = CharField(max_length=200, constraints=[Check('length("title") <= 200')])
        hypothesis = CharField(
            max_length=2000, constraints=[Check('length("hypothesis") <= 2000')]
        )
        method = CharField(
            max_length=4000, constraints=[Check('length("method") <= 4000')]
        )
        metric = CharField(
            max_length=120, constraints=[Check('length("metric") <= 120')]
        )
        criterion = CharField(
            max_length=1000, constraints=[Check('length("criterion") <= 1000')]
        )
        criterion_afterwards = BooleanField()
        baseline = DoubleField(null=True)
        target = DoubleField(null=True)
        starts_on = DateField(null=True)
        ends_on = DateField(null=True)
        hours = DoubleField(null=True)
        cost = IntegerField(null=True)
        made_at = DateTimeField()
        changed_at = DateTimeField()
        published_at = DateTimeField(null=True)
        started_on = DateField(null=True)
        withheld = BooleanField(index=True)
        hidden_at = DateTimeField(null=True)
        version = IntegerField()
        words = TextField()
        jotted = JSONField()
        source = CharField(
            null=True, max_length=120, constraints=[Check('length("source") <= 120')]
        )
        external_id = CharField(
            null=True,
            max_length=200,
            constraints=[Check('length("external_id") <= 200')],
        )
        digest = FixedCharField(null=True, max_length=64)
        imported_version = IntegerField(null=True)

        class Meta:
            indexes = (
                (("source", "external_id"), True),
                (("published_at", "id"), False),
                (
                    (
                        "platform",
                        "unit",
                        "stage",
                        "visibility",
                        "ends_on",
                        "author",
                        "published_at",
                        "hidden_at",
                    ),
                    False,
                ),
            )
            constraints = [
                Check(
                    "stage = 'draft' OR (title <> '' AND hypothesis <> '' AND platform_id IS NOT"
                    " NULL AND published_at IS NOT NULL)"
                ),
                Check(
                    "stage <> 'running' OR (criterion <> '' AND started_on IS NOT NULL)"
                ),
                Check("hours >= 0"),
                Check("cost >= 0"),
                Check("ends_on >= starts_on"),
                Check("NOT withheld OR stage <> 'draft'"),
            ]

    class CoAuthor(Base):
        experiment = ForeignKeyField(Experiment, backref="+", on_delete="CASCADE")
        person = ForeignKeyField(Person, backref="+", on_delete="CASCADE")

        class Meta:
            indexes = ((("experiment", "person"), True),)

    class Tag(Base):
        name = CharField(
            unique=True, max_length=40, constraints=[Check('length("name") <= 40')]
        )

    class Tagging(Base):
        experiment = ForeignKeyField(Experiment, backref="+", on_delete="CASCADE")
        tag = ForeignKeyField(Tag, backref="+", on_delete="CASCADE")

        class Meta:
            indexes = ((("experiment", "tag"), True), (("tag", "experiment"), False))

    class Change(Base):
        experiment = ForeignKeyField(Experiment, backref="+", on_delete="CASCADE")
        by = ForeignKeyField(Person, backref="+", on_delete="RESTRICT")
        at = DateTimeField()
        act = CharField(max_length=20, constraints=[Check('length("act") <= 20')])
        changes = JSONField()

    class Picture(Base):
        experiment = ForeignKeyField(Experiment, backref="+", on_delete="CASCADE")
        file = CharField(
            unique=True, max_length=80, constraints=[Check('length("file") <= 80')]
        )
        width = IntegerField()
        height = IntegerField()
        alt = CharField(max_length=500, constraints=[Check('length("alt") <= 500')])
        by = ForeignKeyField(Person, backref="+", on_delete="RESTRICT")
        at = DateTimeField()
        hidden_at = DateTimeField(null=True)

    class Link(Base):
        experiment = ForeignKeyField(Experiment, backref="+", on_delete="CASCADE")
        url = CharField(max_length=2000, constraints=[Check('length("url") <= 2000')])
        label = CharField(max_length=200, constraints=[Check('length("label") <= 200')])
        by = ForeignKeyField(Person, backref="+", on_delete="RESTRICT")
        at = DateTimeField()

    class Reading(Base):
        experiment = ForeignKeyField(Experiment, backref="+", on_delete="CASCADE")
        metric = CharField(
            max_length=120, constraints=[Check('length("metric") <= 120')]
        )
        value = DoubleField()
        read_on = DateField()
        link = CharField(max_length=2000, constraints=[Check('length("link") <= 2000')])
        by = ForeignKeyField(Person, backref="+", on_delete="RESTRICT")

    class Import(Base):
        by = ForeignKeyField(Person, backref="+", on_delete="CASCADE")
        name = CharField(max_length=200, constraints=[Check('length("name") <= 200')])
        file = CharField(
            unique=True, max_length=80, constraints=[Check('length("file") <= 80')]
        )
        source = CharField(
            max_length=120, constraints=[Check('length("source") <= 120')]
        )
        kind = CharField(max_length=10, constraints=[Check('length("kind") <= 10')])
        encoding = CharField(
            max_length=40, constraints=[Check('length("encoding") <= 40')]
        )
        delimiter = CharField(
            max_length=10, constraints=[Check('length("delimiter") <= 10')]
        )
        columns = JSONField()
        about = IntegerField(null=True)
        mapping = JSONField()
        fixed = JSONField()
        strict = BooleanField()
        progress = CharField(
            max_length=20,
            constraints=[
                Check(
                    "\"progress\" IN ('uploaded', 'waiting', 'running', 'done', 'failed')"
                )
            ],
        )
        position = DoubleField()
        read = IntegerField()
        added = IntegerField()
        updated = IntegerField()
        unchanged = IntegerField()
        rejected = IntegerField()
        outcomes = JSONField()
        notes = JSONField()
        trouble = CharField(
            max_length=500, constraints=[Check('length("trouble") <= 500')]
        )
        trouble_params = JSONField()
        made_at = DateTimeField()
        finished_at = DateTimeField(null=True)

    class Rejection(Base):
        import_job = ForeignKeyField(Import, backref="+", on_delete="CASCADE")
        line = IntegerField()
        reasons = JSONField()
        cells = JSONField()

    class Conclusion(Base):
        experiment = ForeignKeyField(
            Experiment, backref="+", unique=True, on_delete="CASCADE"
        )
        outcome = CharField(
            max_length=20,
            constraints=[
                Check(
                    "\"outcome\" IN ('supported', 'refuted', 'mixed', 'inconclusive', 'stopped')"
                )
            ],
        )
        observation = CharField(
            max_length=8000, constraints=[Check('length("observation") <= 8000')]
        )
        surprise = CharField(
            max_length=4000, constraints=[Check('length("surprise") <= 4000')]
        )
        decision = CharField(
            null=True,
            max_length=20,
            constraints=[Check("\"decision\" IN ('adopt', 'adapt', 'stop', 'retry')")],
        )
        decision_note = CharField(
            max_length=2000, constraints=[Check('length("decision_note") <= 2000')]
        )
        result = DoubleField(null=True)
        measured_on = DateField(null=True)
        confidence = CharField(
            null=True,
            max_length=20,
            constraints=[Check("\"confidence\" IN ('weak', 'fair', 'strong')")],
        )
        reason = CharField(
            max_length=2000, constraints=[Check('length("reason") <= 2000')]
        )
        pushback = CharField(
            max_length=4000, constraints=[Check('length("pushback") <= 4000')]
        )
        meaning = CharField(
            max_length=2000, constraints=[Check('length("meaning") <= 2000')]
        )
        concluded_on = DateField(index=True, null=True)
        by = ForeignKeyField(Person, backref="+", on_delete="RESTRICT")
        at = DateTimeField()
        version = IntegerField()
        imported = BooleanField()

        class Meta:
            indexes = ((("experiment", "outcome"), False),)
            constraints = [
                Check(
                    "imported OR (decision IS NOT NULL AND observation <> '' AND concluded_on IS"
                    " NOT NULL)"
                ),
                Check("imported OR outcome <> 'stopped' OR reason <> ''"),
            ]

    class Lesson(Base):
        experiment = ForeignKeyField(
            Experiment, backref="+", unique=True, on_delete="CASCADE"
        )
        statement = CharField(
            max_length=280, constraints=[Check('length("statement") <= 280')]
        )
        context = CharField(
            max_length=1000, constraints=[Check('length("context") <= 1000')]
        )
        review_by = DateField(null=True)
        stated_at = DateTimeField()
        words = TextField()

        class Meta:
            indexes = ((("stated_at", "id"), False),)

    class Descent(Base):
        child = ForeignKeyField(Experiment, backref="+", on_delete="CASCADE")
        parent = ForeignKeyField(Experiment, backref="+", on_delete="CASCADE")
        note = CharField(max_length=500, constraints=[Check('length("note") <= 500')])

        class Meta:
            indexes = ((("child", "parent"), True),)
            constraints = [
                Check("child_id <> parent_id"),
            ]

    db.create_tables(
        [
            Unit,
            Person,
            Session,
            Ticket,
            Bucket,
            Submission,
            Errand,
            Platform,
            Metric,
            Experiment,
            CoAuthor,
            Tag,
            Tagging,
            Change,
            Picture,
            Link,
            Reading,
            Import,
            Rejection,
            Conclusion,
            Lesson,
            Descent,
        ]
    )
    for sql in SEARCH["sqlite" if isinstance(db, SqliteDatabase) else "postgres"]:
        db.execute_sql(sql)


def down(migrator, db):
    if isinstance(db, SqliteDatabase):
        for table in SEARCHED:
            db.execute_sql(f"DROP TABLE {table}_words")
    for table in reversed(TABLES):
        db.execute_sql(f'DROP TABLE "{table}"')


SEARCHED = ("experiment", "lesson")
TABLES = (
    "unit",
    "person",
    "session",
    "ticket",
    "bucket",
    "submission",
    "errand",
    "platform",
    "metric",
    "experiment",
    "co_author",
    "tag",
    "tagging",
    "change",
    "picture",
    "link",
    "reading",
    "import",
    "rejection",
    "conclusion",
    "lesson",
    "descent",
)
SEARCH = {
    "sqlite": [
        (
            "CREATE VIRTUAL TABLE experiment_words USING fts5(words, content='experiment',"
            " content_rowid='id', tokenize='unicode61 remove_diacritics 0')"
        ),
        (
            "CREATE TRIGGER experiment_words_added AFTER INSERT ON experiment BEGIN INSERT INTO"
            " experiment_words (rowid, words) VALUES (new.id, new.words); END"
        ),
        (
            "CREATE TRIGGER experiment_words_removed AFTER DELETE ON experiment BEGIN INSERT INTO"
            " experiment_words (experiment_words, rowid, words) VALUES ('delete', old.id,"
            " old.words); END"
        ),
        (
            "CREATE TRIGGER experiment_words_changed AFTER UPDATE OF id, words ON experiment BEGIN"
            " INSERT INTO experiment_words (experiment_words, rowid, words) VALUES ('delete',"
            " old.id, old.words); INSERT INTO experiment_words (rowid, words) VALUES (new.id,"
            " new.words); END"
        ),
        "INSERT INTO experiment_words (experiment_words) VALUES ('rebuild')",
        (
            "CREATE VIRTUAL TABLE lesson_words USING fts5(words, content='lesson',"
            " content_rowid='id', tokenize='unicode61 remove_diacritics 0')"
        ),
        (
            "CREATE TRIGGER lesson_words_added AFTER INSERT ON lesson BEGIN INSERT INTO"
            " lesson_words (rowid, words) VALUES (new.id, new.words); END"
        ),
        (
            "CREATE TRIGGER lesson_words_removed AFTER DELETE ON lesson BEGIN INSERT INTO"
            " lesson_words (lesson_words, rowid, words) VALUES ('delete', old.id, old.words); END"
        ),
        (
            "CREATE TRIGGER lesson_words_changed AFTER UPDATE OF id, words ON lesson BEGIN INSERT"
            " INTO lesson_words (lesson_words, rowid, words) VALUES ('delete', old.id, old.words);"
            " INSERT INTO lesson_words (rowid, words) VALUES (new.id, new.words); END"
        ),
        "INSERT INTO lesson_words (lesson_words) VALUES ('rebuild')",
    ],
    "postgres": [
        "CREATE INDEX experiment_words ON experiment USING gin (to_tsvector('simple', words))",
        "CREATE INDEX lesson_words ON lesson USING gin (to_tsvector('simple', words))",
    ],
}
