-- Endorsements, comments with questions and mentions, and concerns about personal words.

CREATE TABLE "endorsement" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "experiment_id" INTEGER NOT NULL,
  "person_id" INTEGER NOT NULL,
  "kind" VARCHAR(20) NOT NULL CHECK ("kind" IN ('learned', 'would_try', 'courage')),
  "at" TIMESTAMP NOT NULL,
  FOREIGN KEY ("experiment_id") REFERENCES "experiment" ("id") ON DELETE CASCADE,
  FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE CASCADE
);
CREATE INDEX "endorsement_person_id" ON "endorsement" ("person_id");
CREATE UNIQUE INDEX "endorsement_experiment_id_person_id_kind" ON "endorsement" ("experiment_id",
    "person_id", "kind");
CREATE INDEX "endorsement_experiment_id_kind_id" ON "endorsement" ("experiment_id", "kind", "id");

CREATE TABLE "comment" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "experiment_id" INTEGER NOT NULL,
  "person_id" INTEGER NOT NULL,
  "parent_id" INTEGER,
  "body" VARCHAR(20000) NOT NULL CHECK (length("body") <= 20000),
  "asks" BOOLEAN NOT NULL,
  "by_leader" BOOLEAN NOT NULL,
  "at" TIMESTAMP NOT NULL,
  "edited_at" TIMESTAMP,
  "hidden_at" TIMESTAMP,
  "removed_at" TIMESTAMP,
  "removed_by_id" INTEGER,
  "public_id" BIGINT NOT NULL DEFAULT 0,
  FOREIGN KEY ("experiment_id") REFERENCES "experiment" ("id") ON DELETE CASCADE,
  FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
  FOREIGN KEY ("parent_id") REFERENCES "comment" ("id") ON DELETE CASCADE,
  FOREIGN KEY ("removed_by_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
  CHECK (body <> '' OR removed_at IS NOT NULL),
  CHECK ((removed_at IS NULL) = (removed_by_id IS NULL)),
  CHECK (NOT asks OR parent_id IS NULL)
);
CREATE INDEX "comment_person_id" ON "comment" ("person_id");
CREATE INDEX "comment_parent_id" ON "comment" ("parent_id");
CREATE INDEX "comment_removed_by_id" ON "comment" ("removed_by_id");
CREATE UNIQUE INDEX "comment_public_id" ON "comment" ("public_id");
CREATE INDEX "comment_experiment_id_parent_id_id" ON "comment" ("experiment_id", "parent_id", "id");

CREATE TABLE "mention" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "comment_id" INTEGER NOT NULL,
  "person_id" INTEGER NOT NULL,
  FOREIGN KEY ("comment_id") REFERENCES "comment" ("id") ON DELETE CASCADE,
  FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE CASCADE
);
CREATE INDEX "mention_person_id" ON "mention" ("person_id");
CREATE UNIQUE INDEX "mention_comment_id_person_id" ON "mention" ("comment_id", "person_id");

CREATE TABLE "accepted_answer" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "question_id" INTEGER NOT NULL,
  "reply_id" INTEGER,
  "by_id" INTEGER NOT NULL,
  "at" TIMESTAMP NOT NULL,
  FOREIGN KEY ("question_id") REFERENCES "comment" ("id") ON DELETE CASCADE,
  FOREIGN KEY ("reply_id") REFERENCES "comment" ("id") ON DELETE SET NULL,
  FOREIGN KEY ("by_id") REFERENCES "person" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "accepted_answer_question_id" ON "accepted_answer" ("question_id");
CREATE INDEX "accepted_answer_reply_id" ON "accepted_answer" ("reply_id");
CREATE INDEX "accepted_answer_by_id" ON "accepted_answer" ("by_id");

CREATE TABLE "concern" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "experiment_id" INTEGER NOT NULL,
  "comment_id" INTEGER,
  "picture_id" INTEGER,
  "place" VARCHAR(20) NOT NULL CHECK ("place" IN ('plan', 'learning', 'comment', 'picture')),
  "words" VARCHAR(500) NOT NULL CHECK (length("words") <= 500),
  "by_id" INTEGER NOT NULL,
  "at" TIMESTAMP NOT NULL,
  "settled_by_id" INTEGER,
  "settled_at" TIMESTAMP,
  "settlement" VARCHAR(20) CHECK ("settlement" IN ('shown', 'mended', 'removed')),
  "public_id" BIGINT NOT NULL DEFAULT 0,
  "mended_by_id" INTEGER,
  "mended_at" TIMESTAMP,
  FOREIGN KEY ("experiment_id") REFERENCES "experiment" ("id") ON DELETE CASCADE,
  FOREIGN KEY ("comment_id") REFERENCES "comment" ("id") ON DELETE CASCADE,
  FOREIGN KEY ("picture_id") REFERENCES "picture" ("id") ON DELETE SET NULL,
  FOREIGN KEY ("by_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
  FOREIGN KEY ("settled_by_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
  FOREIGN KEY ("mended_by_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
  CHECK ((settled_at IS NULL) = (settled_by_id IS NULL)),
  CHECK ((settled_at IS NULL) = (settlement IS NULL)),
  CHECK ((place = 'comment') = (comment_id IS NOT NULL))
);
CREATE INDEX "concern_experiment_id" ON "concern" ("experiment_id");
CREATE INDEX "concern_comment_id" ON "concern" ("comment_id");
CREATE INDEX "concern_picture_id" ON "concern" ("picture_id");
CREATE INDEX "concern_by_id" ON "concern" ("by_id");
CREATE INDEX "concern_settled_by_id" ON "concern" ("settled_by_id");
CREATE UNIQUE INDEX "concern_public_id" ON "concern" ("public_id");
CREATE INDEX "concern_mended_by_id" ON "concern" ("mended_by_id");
CREATE INDEX "concern_settled_at_id" ON "concern" ("settled_at", "id");

CREATE TABLE "sealed_text" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "concern_id" INTEGER NOT NULL,
  "person_id" INTEGER NOT NULL,
  "texts" JSONB NOT NULL,
  "at" TIMESTAMP NOT NULL,
  FOREIGN KEY ("concern_id") REFERENCES "concern" ("id") ON DELETE CASCADE,
  FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "sealed_text_concern_id" ON "sealed_text" ("concern_id");
CREATE INDEX "sealed_text_person_id" ON "sealed_text" ("person_id");
CREATE INDEX "sealed_text_at" ON "sealed_text" ("at");
