-- The business case: assumptions, evidence, signed versions, and what reopens them.

CREATE TABLE "business_case" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "place" INTEGER NOT NULL,
  "goal" VARCHAR(1000) NOT NULL CHECK (length("goal") <= 1000),
  "benefit" VARCHAR(1000) NOT NULL CHECK (length("benefit") <= 1000),
  "sponsor_id" INTEGER,
  "period_from" DATE,
  "period_to" DATE,
  "hours" INTEGER,
  "rate" INTEGER,
  "cost" INTEGER,
  "begun_by_id" INTEGER NOT NULL,
  "begun_at" TIMESTAMP NOT NULL,
  "changed_at" TIMESTAMP NOT NULL,
  "version" INTEGER NOT NULL,
  FOREIGN KEY ("sponsor_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
  FOREIGN KEY ("begun_by_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
  CHECK (place = 1),
  CHECK (goal <> ''),
  CHECK (period_to >= period_from),
  CHECK (hours >= 0 AND rate >= 0 AND cost >= 0)
);
CREATE UNIQUE INDEX "business_case_place" ON "business_case" ("place");
CREATE INDEX "business_case_sponsor_id" ON "business_case" ("sponsor_id");
CREATE INDEX "business_case_begun_by_id" ON "business_case" ("begun_by_id");

CREATE TABLE "assumption" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "case_id" INTEGER NOT NULL,
  "kind" VARCHAR(20) NOT NULL CHECK ("kind" IN ('benefit', 'cost', 'risk')),
  "text" VARCHAR(400) NOT NULL CHECK (length("text") <= 400),
  "basis" VARCHAR(1000) NOT NULL CHECK (length("basis") <= 1000),
  "low" INTEGER,
  "expected" INTEGER,
  "high" INTEGER,
  "made_at" TIMESTAMP NOT NULL,
  "removed_at" TIMESTAMP,
  "version" INTEGER NOT NULL,
  FOREIGN KEY ("case_id") REFERENCES "business_case" ("id") ON DELETE CASCADE,
  CHECK (text <> ''),
  CHECK (low >= 0 AND expected >= 0 AND high >= 0),
  CHECK (low <= expected AND expected <= high),
  CHECK (expected IS NOT NULL OR (low IS NULL AND high IS NULL))
);
CREATE INDEX "assumption_case_id" ON "assumption" ("case_id");

CREATE TABLE "case_evidence" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "assumption_id" INTEGER NOT NULL,
  "experiment_id" INTEGER NOT NULL,
  "lesson_id" INTEGER,
  "bearing" VARCHAR(20) NOT NULL CHECK ("bearing" IN ('supports', 'contradicts')),
  "note" VARCHAR(500) NOT NULL CHECK (length("note") <= 500),
  "by_id" INTEGER NOT NULL,
  "at" TIMESTAMP NOT NULL,
  FOREIGN KEY ("assumption_id") REFERENCES "assumption" ("id") ON DELETE CASCADE,
  FOREIGN KEY ("experiment_id") REFERENCES "experiment" ("id") ON DELETE CASCADE,
  FOREIGN KEY ("lesson_id") REFERENCES "lesson" ("id") ON DELETE CASCADE,
  FOREIGN KEY ("by_id") REFERENCES "person" ("id") ON DELETE RESTRICT
);
CREATE INDEX "case_evidence_experiment_id" ON "case_evidence" ("experiment_id");
CREATE INDEX "case_evidence_lesson_id" ON "case_evidence" ("lesson_id");
CREATE INDEX "case_evidence_by_id" ON "case_evidence" ("by_id");
CREATE UNIQUE INDEX "case_evidence_assumption_id_experiment_id" ON "case_evidence"
    ("assumption_id", "experiment_id");

CREATE TABLE "case_version" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "case_id" INTEGER NOT NULL,
  "number" INTEGER NOT NULL,
  "told" JSONB NOT NULL,
  "digest" CHAR(64) NOT NULL,
  "at" TIMESTAMP NOT NULL,
  FOREIGN KEY ("case_id") REFERENCES "business_case" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "case_version_case_id_number" ON "case_version" ("case_id", "number");

CREATE TABLE "case_signature" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "version_id" INTEGER NOT NULL,
  "person_id" INTEGER NOT NULL,
  "at" TIMESTAMP NOT NULL,
  FOREIGN KEY ("version_id") REFERENCES "case_version" ("id") ON DELETE RESTRICT,
  FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE RESTRICT
);
CREATE INDEX "case_signature_person_id" ON "case_signature" ("person_id");
CREATE UNIQUE INDEX "case_signature_version_id_person_id" ON "case_signature" ("version_id",
    "person_id");

CREATE TABLE "reopening" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "version_id" INTEGER NOT NULL,
  "assumption_id" INTEGER NOT NULL,
  "at" TIMESTAMP NOT NULL,
  "lifted_at" TIMESTAMP,
  FOREIGN KEY ("version_id") REFERENCES "case_version" ("id") ON DELETE RESTRICT,
  FOREIGN KEY ("assumption_id") REFERENCES "assumption" ("id") ON DELETE CASCADE
);
CREATE INDEX "reopening_assumption_id" ON "reopening" ("assumption_id");
CREATE UNIQUE INDEX "reopening_version_id_assumption_id" ON "reopening" ("version_id",
    "assumption_id");
