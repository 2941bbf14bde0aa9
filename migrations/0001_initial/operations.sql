-- The installation, possible mentions of erased people, the audit log, and the revision that
-- caches hold in their keys.

CREATE TABLE "installation" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "mark" CHAR(32) NOT NULL,
  "host" VARCHAR(100) NOT NULL CHECK (length("host") <= 100),
  "begun_at" TIMESTAMP NOT NULL,
  "backed_up_at" TIMESTAMP,
  CHECK (id = 1)
);

CREATE TABLE "possible_mention" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "noun" VARCHAR(40) NOT NULL CHECK (length("noun") <= 40),
  "row" INTEGER NOT NULL,
  "field" VARCHAR(40) NOT NULL CHECK (length("field") <= 40),
  "start" INTEGER NOT NULL,
  "length" INTEGER NOT NULL,
  "text_digest" CHAR(64) NOT NULL,
  "experiment_id" INTEGER,
  "made_at" TIMESTAMP NOT NULL,
  FOREIGN KEY ("experiment_id") REFERENCES "experiment" ("id") ON DELETE CASCADE
);
CREATE INDEX "possible_mention_experiment_id" ON "possible_mention" ("experiment_id");
CREATE UNIQUE INDEX "possible_mention_noun_row_field_start" ON "possible_mention" ("noun", "row",
    "field", "start");

CREATE TABLE "audit_event" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "at" TIMESTAMP NOT NULL,
  "by" INTEGER,
  "what" VARCHAR(40) NOT NULL CHECK (length("what") <= 40),
  "kind" VARCHAR(20) NOT NULL CHECK (length("kind") <= 20),
  "on_id" INTEGER,
  "detail" VARCHAR(200) NOT NULL CHECK (length("detail") <= 200),
  "request" VARCHAR(64) NOT NULL CHECK (length("request") <= 64)
);
CREATE INDEX "audit_event_at" ON "audit_event" ("at");
CREATE INDEX "audit_event_by" ON "audit_event" ("by");
CREATE INDEX "audit_event_on_id" ON "audit_event" ("on_id");

CREATE TABLE "revision" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "number" INTEGER NOT NULL,
  CHECK (id = 1)
);
