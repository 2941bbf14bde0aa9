-- The strategy in signed versions.

CREATE TABLE "strategy_text" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "number" INTEGER NOT NULL,
  "text" VARCHAR(6000) NOT NULL CHECK (length("text") <= 6000),
  "why" VARCHAR(500) NOT NULL CHECK (length("why") <= 500),
  "by_id" INTEGER NOT NULL,
  "at" TIMESTAMP NOT NULL,
  FOREIGN KEY ("by_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
  CHECK (text <> ''),
  CHECK (number > 0)
);
CREATE UNIQUE INDEX "strategy_text_number" ON "strategy_text" ("number");
CREATE INDEX "strategy_text_by_id" ON "strategy_text" ("by_id");

CREATE TABLE "strategy_signature" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "text_id" INTEGER NOT NULL,
  "person_id" INTEGER NOT NULL,
  "at" TIMESTAMP NOT NULL,
  FOREIGN KEY ("text_id") REFERENCES "strategy_text" ("id") ON DELETE RESTRICT,
  FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE RESTRICT
);
CREATE INDEX "strategy_signature_person_id" ON "strategy_signature" ("person_id");
CREATE UNIQUE INDEX "strategy_signature_text_id_person_id" ON "strategy_signature" ("text_id",
    "person_id");
