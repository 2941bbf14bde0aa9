-- Conclusions, the lessons in them, and what others did with a lesson.

CREATE TABLE "conclusion" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "experiment_id" INTEGER NOT NULL,
  "outcome" VARCHAR(20) NOT NULL CHECK (length("outcome") <= 20),
  "observation" VARCHAR(8000) NOT NULL CHECK (length("observation") <= 8000),
  "surprise" VARCHAR(4000) NOT NULL CHECK (length("surprise") <= 4000),
  "decision" VARCHAR(20) CHECK ("decision" IN ('adopt', 'adapt', 'stop', 'retry')),
  "decision_note" VARCHAR(2000) NOT NULL CHECK (length("decision_note") <= 2000),
  "result" DOUBLE PRECISION,
  "measured_on" DATE,
  "confidence" VARCHAR(20) CHECK ("confidence" IN ('weak', 'fair', 'strong')),
  "reason" VARCHAR(2000) NOT NULL CHECK (length("reason") <= 2000),
  "pushback" VARCHAR(4000) NOT NULL CHECK (length("pushback") <= 4000),
  "pushback_shared" VARCHAR(20) CHECK (pushback_shared IS NULL OR pushback <> '') CHECK
      ("pushback_shared" IN ('facts', 'anger', 'sarcasm', 'case', 'press', 'trolling')),
  "meaning" VARCHAR(2000) NOT NULL CHECK (length("meaning") <= 2000),
  "concluded_on" DATE,
  "by_id" INTEGER NOT NULL,
  "at" TIMESTAMP NOT NULL,
  "version" INTEGER NOT NULL,
  "imported" BOOLEAN NOT NULL,
  FOREIGN KEY ("experiment_id") REFERENCES "experiment" ("id") ON DELETE CASCADE,
  FOREIGN KEY ("by_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
  CHECK (imported OR (decision IS NOT NULL AND observation <> '' AND concluded_on IS NOT NULL)),
  CHECK (imported OR outcome <> 'stopped' OR reason <> '')
);
CREATE UNIQUE INDEX "conclusion_experiment_id" ON "conclusion" ("experiment_id");
CREATE INDEX "conclusion_by_id" ON "conclusion" ("by_id");
CREATE INDEX "conclusion_pushback_shared" ON "conclusion" ("pushback_shared");
CREATE INDEX "conclusion_experiment_id_outcome_concluded_on" ON "conclusion" ("experiment_id",
    "outcome", "concluded_on");
CREATE INDEX "conclusion_counted" ON "conclusion" ("concluded_on", "outcome", "experiment_id",
    "decision", "result", ("surprise" <> ''), ("reason" <> ''));

CREATE TABLE "lesson" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "experiment_id" INTEGER NOT NULL,
  "statement" VARCHAR(280) NOT NULL CHECK (length("statement") <= 280),
  "context" VARCHAR(1000) NOT NULL CHECK (length("context") <= 1000),
  "review_by" DATE,
  "stated_at" TIMESTAMP NOT NULL,
  "words" TEXT NOT NULL,
  FOREIGN KEY ("experiment_id") REFERENCES "experiment" ("id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "lesson_experiment_id" ON "lesson" ("experiment_id");
CREATE INDEX "lesson_stated_at_id" ON "lesson" ("stated_at", "id");
CREATE INDEX "lesson_id_experiment_id_stated_at" ON "lesson" ("id", "experiment_id", "stated_at");

CREATE TABLE "evidence" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "lesson_id" INTEGER NOT NULL,
  "experiment_id" INTEGER NOT NULL,
  "bearing" VARCHAR(20) NOT NULL CHECK ("bearing" IN ('supports', 'contradicts')),
  "note" VARCHAR(500) NOT NULL CHECK (length("note") <= 500),
  "by_id" INTEGER NOT NULL,
  "at" TIMESTAMP NOT NULL,
  FOREIGN KEY ("lesson_id") REFERENCES "lesson" ("id") ON DELETE CASCADE,
  FOREIGN KEY ("experiment_id") REFERENCES "experiment" ("id") ON DELETE CASCADE,
  FOREIGN KEY ("by_id") REFERENCES "person" ("id") ON DELETE RESTRICT
);
CREATE INDEX "evidence_experiment_id" ON "evidence" ("experiment_id");
CREATE INDEX "evidence_by_id" ON "evidence" ("by_id");
CREATE UNIQUE INDEX "evidence_lesson_id_experiment_id" ON "evidence" ("lesson_id", "experiment_id");

CREATE TABLE "reuse" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "lesson_id" INTEGER NOT NULL,
  "person_id" INTEGER NOT NULL,
  "note" VARCHAR(280) NOT NULL CHECK (length("note") <= 280),
  "hours" DOUBLE PRECISION,
  "used_on" DATE NOT NULL,
  "at" TIMESTAMP NOT NULL,
  FOREIGN KEY ("lesson_id") REFERENCES "lesson" ("id") ON DELETE CASCADE,
  FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
  CHECK (hours >= 0),
  CHECK (note <> '')
);
CREATE INDEX "reuse_person_id" ON "reuse" ("person_id");
CREATE UNIQUE INDEX "reuse_lesson_id_person_id_used_on" ON "reuse" ("lesson_id", "person_id",
    "used_on");

CREATE TABLE "retirement" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "lesson_id" INTEGER NOT NULL,
  "by_id" INTEGER NOT NULL,
  "at" TIMESTAMP NOT NULL,
  "reason" VARCHAR(500) NOT NULL CHECK (length("reason") <= 500),
  FOREIGN KEY ("lesson_id") REFERENCES "lesson" ("id") ON DELETE CASCADE,
  FOREIGN KEY ("by_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
  CHECK (reason <> '')
);
CREATE UNIQUE INDEX "retirement_lesson_id" ON "retirement" ("lesson_id");
CREATE INDEX "retirement_by_id" ON "retirement" ("by_id");
