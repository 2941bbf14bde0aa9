-- Pulses: invitations, open and closed sheets, and what was done about a fear.

CREATE TABLE "pulse" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "opened_on" DATE NOT NULL,
  "closes_on" DATE NOT NULL,
  "opened_by_id" INTEGER NOT NULL,
  "invited" INTEGER NOT NULL,
  "reminded" SMALLINT NOT NULL,
  "is_open" BOOLEAN,
  "closed_at" TIMESTAMP,
  "showed" JSONB,
  FOREIGN KEY ("opened_by_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
  CHECK ((is_open IS NULL) = (closed_at IS NOT NULL))
);
CREATE INDEX "pulse_opened_by_id" ON "pulse" ("opened_by_id");
CREATE UNIQUE INDEX "pulse_is_open" ON "pulse" ("is_open");

CREATE TABLE "invitation" (
  "person_id" INTEGER NOT NULL PRIMARY KEY,
  "unit" INTEGER,
  "reminded" SMALLINT NOT NULL,
  FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE "open_response" (
  "key" VARCHAR(32) NOT NULL PRIMARY KEY CHECK (length("key") <= 32),
  "mistakes" SMALLINT CHECK ("mistakes" BETWEEN 1 AND 7),
  "problems" SMALLINT CHECK ("problems" BETWEEN 1 AND 7),
  "different" SMALLINT CHECK ("different" BETWEEN 1 AND 7),
  "risk" SMALLINT CHECK ("risk" BETWEEN 1 AND 7),
  "help" SMALLINT CHECK ("help" BETWEEN 1 AND 7),
  "efforts" SMALLINT CHECK ("efforts" BETWEEN 1 AND 7),
  "talents" SMALLINT CHECK ("talents" BETWEEN 1 AND 7),
  "allowed" SMALLINT CHECK ("allowed" BETWEEN 1 AND 7),
  "corrected" SMALLINT CHECK ("corrected" BETWEEN 1 AND 7),
  "boss" SMALLINT CHECK ("boss" BETWEEN 1 AND 7),
  "angry" SMALLINT CHECK ("angry" BETWEEN 1 AND 7),
  "wrong" SMALLINT CHECK ("wrong" BETWEEN 1 AND 7),
  "time" SMALLINT CHECK ("time" BETWEEN 1 AND 7),
  "unit" INTEGER
) WITHOUT ROWID;

CREATE TABLE "open_free_text" (
  "key" VARCHAR(32) NOT NULL PRIMARY KEY CHECK (length("key") <= 32),
  "text" VARCHAR(1000) NOT NULL CHECK (length("text") <= 1000)
) WITHOUT ROWID;

CREATE TABLE "response" (
  "key" VARCHAR(32) NOT NULL PRIMARY KEY CHECK (length("key") <= 32),
  "mistakes" SMALLINT CHECK ("mistakes" BETWEEN 1 AND 7),
  "problems" SMALLINT CHECK ("problems" BETWEEN 1 AND 7),
  "different" SMALLINT CHECK ("different" BETWEEN 1 AND 7),
  "risk" SMALLINT CHECK ("risk" BETWEEN 1 AND 7),
  "help" SMALLINT CHECK ("help" BETWEEN 1 AND 7),
  "efforts" SMALLINT CHECK ("efforts" BETWEEN 1 AND 7),
  "talents" SMALLINT CHECK ("talents" BETWEEN 1 AND 7),
  "allowed" SMALLINT CHECK ("allowed" BETWEEN 1 AND 7),
  "corrected" SMALLINT CHECK ("corrected" BETWEEN 1 AND 7),
  "boss" SMALLINT CHECK ("boss" BETWEEN 1 AND 7),
  "angry" SMALLINT CHECK ("angry" BETWEEN 1 AND 7),
  "wrong" SMALLINT CHECK ("wrong" BETWEEN 1 AND 7),
  "time" SMALLINT CHECK ("time" BETWEEN 1 AND 7),
  "pulse_id" INTEGER NOT NULL,
  "unit_id" INTEGER,
  FOREIGN KEY ("pulse_id") REFERENCES "pulse" ("id") ON DELETE CASCADE,
  FOREIGN KEY ("unit_id") REFERENCES "unit" ("id") ON DELETE SET NULL
) WITHOUT ROWID;
CREATE INDEX "response_pulse_id" ON "response" ("pulse_id");
CREATE INDEX "response_unit_id" ON "response" ("unit_id");

CREATE TABLE "free_text" (
  "key" VARCHAR(32) NOT NULL PRIMARY KEY CHECK (length("key") <= 32),
  "pulse_id" INTEGER NOT NULL,
  "text" VARCHAR(1000) NOT NULL CHECK (length("text") <= 1000),
  FOREIGN KEY ("pulse_id") REFERENCES "pulse" ("id") ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX "free_text_pulse_id" ON "free_text" ("pulse_id");

CREATE TABLE "fear_action" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "fear" VARCHAR(20) NOT NULL CHECK ("fear" IN ('allowed', 'corrected', 'boss', 'angry', 'wrong',
      'time')),
  "words" VARCHAR(280) NOT NULL CHECK (length("words") <= 280),
  "clause_id" INTEGER,
  "experiment_id" INTEGER,
  "commitment_id" INTEGER,
  "by_id" INTEGER NOT NULL,
  "at" TIMESTAMP NOT NULL,
  FOREIGN KEY ("clause_id") REFERENCES "clause" ("id") ON DELETE SET NULL,
  FOREIGN KEY ("experiment_id") REFERENCES "experiment" ("id") ON DELETE SET NULL,
  FOREIGN KEY ("commitment_id") REFERENCES "commitment" ("id") ON DELETE SET NULL,
  FOREIGN KEY ("by_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
  CHECK (words <> '')
);
CREATE INDEX "fear_action_clause_id" ON "fear_action" ("clause_id");
CREATE INDEX "fear_action_experiment_id" ON "fear_action" ("experiment_id");
CREATE INDEX "fear_action_commitment_id" ON "fear_action" ("commitment_id");
CREATE INDEX "fear_action_by_id" ON "fear_action" ("by_id");
