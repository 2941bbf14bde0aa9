-- What leaders promise, what changed about it, and what became of it.

CREATE TABLE "commitment" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "leader_id" INTEGER NOT NULL,
  "text" VARCHAR(500) NOT NULL CHECK (length("text") <= 500),
  "due_on" DATE NOT NULL,
  "experiment_id" INTEGER,
  "lesson_id" INTEGER,
  "summary_id" INTEGER,
  "business_case_id" INTEGER,
  "made_at" TIMESTAMP NOT NULL,
  "version" INTEGER NOT NULL,
  FOREIGN KEY ("leader_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
  FOREIGN KEY ("experiment_id") REFERENCES "experiment" ("id") ON DELETE RESTRICT,
  FOREIGN KEY ("lesson_id") REFERENCES "lesson" ("id") ON DELETE RESTRICT,
  FOREIGN KEY ("summary_id") REFERENCES "summary" ("id") ON DELETE RESTRICT,
  FOREIGN KEY ("business_case_id") REFERENCES "business_case" ("id") ON DELETE RESTRICT,
  CHECK (text <> ''),
  CHECK (CASE WHEN experiment_id IS NULL THEN 0 ELSE 1 END + CASE WHEN lesson_id IS NULL THEN 0
      ELSE 1 END + CASE WHEN summary_id IS NULL THEN 0 ELSE 1 END + CASE WHEN business_case_id IS
      NULL THEN 0 ELSE 1 END = 1)
);
CREATE INDEX "commitment_leader_id" ON "commitment" ("leader_id");
CREATE INDEX "commitment_experiment_id" ON "commitment" ("experiment_id");
CREATE INDEX "commitment_lesson_id" ON "commitment" ("lesson_id");
CREATE INDEX "commitment_summary_id" ON "commitment" ("summary_id");
CREATE INDEX "commitment_business_case_id" ON "commitment" ("business_case_id");
CREATE INDEX "commitment_due_on_id" ON "commitment" ("due_on", "id");

CREATE TABLE "commitment_change" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "at" TIMESTAMP NOT NULL,
  "act" VARCHAR(20) NOT NULL CHECK (length("act") <= 20),
  "changes" JSONB NOT NULL,
  "commitment_id" INTEGER NOT NULL,
  "by_id" INTEGER NOT NULL,
  "why" VARCHAR(500) NOT NULL CHECK (length("why") <= 500),
  FOREIGN KEY ("commitment_id") REFERENCES "commitment" ("id") ON DELETE CASCADE,
  FOREIGN KEY ("by_id") REFERENCES "person" ("id") ON DELETE RESTRICT
);
CREATE INDEX "commitment_change_commitment_id" ON "commitment_change" ("commitment_id");
CREATE INDEX "commitment_change_by_id" ON "commitment_change" ("by_id");

CREATE TABLE "settlement" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "commitment_id" INTEGER NOT NULL,
  "settled" VARCHAR(20) NOT NULL CHECK ("settled" IN ('kept', 'not_kept')),
  "word" VARCHAR(1000) NOT NULL CHECK (length("word") <= 1000),
  "by_id" INTEGER NOT NULL,
  "at" TIMESTAMP NOT NULL,
  FOREIGN KEY ("commitment_id") REFERENCES "commitment" ("id") ON DELETE CASCADE,
  FOREIGN KEY ("by_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
  CHECK (word <> '')
);
CREATE UNIQUE INDEX "settlement_commitment_id" ON "settlement" ("commitment_id");
CREATE INDEX "settlement_by_id" ON "settlement" ("by_id");
CREATE INDEX "settlement_settled_at_id" ON "settlement" ("settled", "at", "id");
