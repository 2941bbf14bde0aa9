-- The quarter's summary, and the signature that freezes it.

CREATE TABLE "summary" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "quarter" VARCHAR(7) NOT NULL CHECK (length("quarter") <= 7),
  "edition" INTEGER NOT NULL,
  "reason" VARCHAR(500) NOT NULL CHECK (length("reason") <= 500),
  "opening" VARCHAR(2000) NOT NULL CHECK (length("opening") <= 2000),
  "learnt" VARCHAR(4000) NOT NULL CHECK (length("learnt") <= 4000),
  "spent" VARCHAR(2000) NOT NULL CHECK (length("spent") <= 2000),
  "reused" VARCHAR(2000) NOT NULL CHECK (length("reused") <= 2000),
  "stopped" VARCHAR(2000) NOT NULL CHECK (length("stopped") <= 2000),
  "next_question" VARCHAR(400) NOT NULL CHECK (length("next_question") <= 400),
  "surprising_id" INTEGER,
  "figures" JSONB NOT NULL,
  "taken_at" TIMESTAMP NOT NULL,
  "drafted_at" TIMESTAMP NOT NULL,
  "drafted_by_id" INTEGER,
  "changed_at" TIMESTAMP NOT NULL,
  "changed_by_id" INTEGER,
  "offered_at" TIMESTAMP,
  "offered_by_id" INTEGER,
  "version" INTEGER NOT NULL,
  FOREIGN KEY ("surprising_id") REFERENCES "lesson" ("id") ON DELETE SET NULL,
  FOREIGN KEY ("drafted_by_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
  FOREIGN KEY ("changed_by_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
  FOREIGN KEY ("offered_by_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
  CHECK (edition >= 1),
  CHECK ((edition = 1) = (reason = '')),
  CHECK ((offered_at IS NULL) = (offered_by_id IS NULL)),
  CHECK (offered_at IS NULL OR next_question <> '')
);
CREATE INDEX "summary_surprising_id" ON "summary" ("surprising_id");
CREATE INDEX "summary_drafted_by_id" ON "summary" ("drafted_by_id");
CREATE INDEX "summary_changed_by_id" ON "summary" ("changed_by_id");
CREATE INDEX "summary_offered_by_id" ON "summary" ("offered_by_id");
CREATE UNIQUE INDEX "summary_quarter_edition" ON "summary" ("quarter", "edition");

CREATE TABLE "summary_signature" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "summary_id" INTEGER NOT NULL,
  "by_id" INTEGER NOT NULL,
  "at" TIMESTAMP NOT NULL,
  "word" VARCHAR(2000) NOT NULL CHECK (length("word") <= 2000),
  "attempt_id" INTEGER,
  "why_not" VARCHAR(500) NOT NULL CHECK (length("why_not") <= 500),
  "content" JSONB NOT NULL,
  FOREIGN KEY ("summary_id") REFERENCES "summary" ("id") ON DELETE RESTRICT,
  FOREIGN KEY ("by_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
  FOREIGN KEY ("attempt_id") REFERENCES "experiment" ("id") ON DELETE RESTRICT,
  CHECK (word <> ''),
  CHECK ((attempt_id IS NULL) = (why_not <> ''))
);
CREATE UNIQUE INDEX "summary_signature_summary_id" ON "summary_signature" ("summary_id");
CREATE INDEX "summary_signature_by_id" ON "summary_signature" ("by_id");
CREATE INDEX "summary_signature_attempt_id" ON "summary_signature" ("attempt_id");
