-- Platforms and their metrics; guidelines, questions, proposals and our tone.

CREATE TABLE "platform" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "slug" VARCHAR(40) NOT NULL CHECK (length("slug") <= 40),
  "name" VARCHAR(60) NOT NULL CHECK (length("name") <= 60),
  "in_use" BOOLEAN NOT NULL,
  "position" INTEGER NOT NULL
);
CREATE UNIQUE INDEX "platform_slug" ON "platform" ("slug");
CREATE UNIQUE INDEX "platform_name" ON "platform" ("name");

CREATE TABLE "platform_alias" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "platform_id" INTEGER NOT NULL,
  "slug" VARCHAR(40) CHECK (length("slug") <= 40),
  "name" VARCHAR(60) NOT NULL CHECK (length("name") <= 60),
  FOREIGN KEY ("platform_id") REFERENCES "platform" ("id") ON DELETE CASCADE
);
CREATE INDEX "platform_alias_platform_id" ON "platform_alias" ("platform_id");
CREATE UNIQUE INDEX "platform_alias_slug" ON "platform_alias" ("slug");

CREATE TABLE "metric" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "platform_id" INTEGER NOT NULL,
  "name" VARCHAR(120) NOT NULL CHECK (length("name") <= 120),
  "remembered" BOOLEAN,
  FOREIGN KEY ("platform_id") REFERENCES "platform" ("id") ON DELETE CASCADE
);
CREATE INDEX "metric_platform_id" ON "metric" ("platform_id");
CREATE UNIQUE INDEX "metric_platform_id_name" ON "metric" ("platform_id", "name");

CREATE TABLE "guideline" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "slug" VARCHAR(40) NOT NULL CHECK (length("slug") <= 40),
  "platform_id" INTEGER,
  "stance" VARCHAR(20) CHECK ("stance" IN ('active', 'trying', 'listening', 'not_now')),
  "why" VARCHAR(4000) NOT NULL CHECK (length("why") <= 4000),
  "why_en" VARCHAR(4000) NOT NULL CHECK (length("why_en") <= 4000),
  "decided_by" VARCHAR(200) NOT NULL CHECK (length("decided_by") <= 200),
  "decided_on" DATE,
  "is_draft" BOOLEAN NOT NULL,
  "edition" INTEGER NOT NULL,
  "edition_at" TIMESTAMP,
  "version" INTEGER NOT NULL,
  FOREIGN KEY ("platform_id") REFERENCES "platform" ("id") ON DELETE RESTRICT,
  CHECK ((platform_id IS NULL) = (slug = 'everywhere')),
  CHECK ((platform_id IS NULL) = (stance IS NULL)),
  CHECK (edition >= 1)
);
CREATE UNIQUE INDEX "guideline_slug" ON "guideline" ("slug");
CREATE UNIQUE INDEX "guideline_platform_id" ON "guideline" ("platform_id");

CREATE TABLE "clause" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "guideline_id" INTEGER NOT NULL,
  "key" VARCHAR(80) CHECK (length("key") <= 80),
  "position" INTEGER NOT NULL,
  "kind" VARCHAR(20) NOT NULL CHECK ("kind" IN ('may', 'recommend', 'ask', 'dont')),
  "touches" VARCHAR(20) CHECK ("touches" IN ('work', 'people', 'children', 'case', 'colleague',
      'paid', 'heated')),
  "text" VARCHAR(500) NOT NULL CHECK (length("text") <= 500),
  "text_en" VARCHAR(500) NOT NULL CHECK (length("text_en") <= 500),
  "reason" VARCHAR(1000) NOT NULL CHECK (length("reason") <= 1000),
  "reason_en" VARCHAR(1000) NOT NULL CHECK (length("reason_en") <= 1000),
  "examples" VARCHAR(2000) NOT NULL CHECK (length("examples") <= 2000),
  "examples_en" VARCHAR(2000) NOT NULL CHECK (length("examples_en") <= 2000),
  "words" VARCHAR(2000) NOT NULL CHECK (length("words") <= 2000),
  "words_en" VARCHAR(2000) NOT NULL CHECK (length("words_en") <= 2000),
  "whom" VARCHAR(200) NOT NULL CHECK (length("whom") <= 200),
  "whom_en" VARCHAR(200) NOT NULL CHECK (length("whom_en") <= 200),
  "within_hours" INTEGER,
  "is_draft" BOOLEAN NOT NULL,
  "made_at" TIMESTAMP NOT NULL,
  "retired_at" TIMESTAMP,
  "version" INTEGER NOT NULL,
  FOREIGN KEY ("guideline_id") REFERENCES "guideline" ("id") ON DELETE RESTRICT,
  CHECK (text <> ''),
  CHECK (kind = 'ask' OR (whom = '' AND within_hours IS NULL)),
  CHECK (kind <> 'ask' OR whom <> ''),
  CHECK (within_hours BETWEEN 1 AND 720)
);
CREATE INDEX "clause_guideline_id" ON "clause" ("guideline_id");
CREATE UNIQUE INDEX "clause_key" ON "clause" ("key");

CREATE TABLE "amendment" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "at" TIMESTAMP NOT NULL,
  "act" VARCHAR(20) NOT NULL CHECK (length("act") <= 20),
  "changes" JSONB NOT NULL,
  "guideline_id" INTEGER NOT NULL,
  "clause_id" INTEGER,
  "by_id" INTEGER,
  "edition" INTEGER NOT NULL,
  FOREIGN KEY ("guideline_id") REFERENCES "guideline" ("id") ON DELETE RESTRICT,
  FOREIGN KEY ("clause_id") REFERENCES "clause" ("id") ON DELETE RESTRICT,
  FOREIGN KEY ("by_id") REFERENCES "person" ("id") ON DELETE RESTRICT
);
CREATE INDEX "amendment_clause_id" ON "amendment" ("clause_id");
CREATE INDEX "amendment_by_id" ON "amendment" ("by_id");
CREATE INDEX "amendment_guideline_id_id" ON "amendment" ("guideline_id", "id");

CREATE TABLE "read_receipt" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "guideline_id" INTEGER NOT NULL,
  "person_id" INTEGER NOT NULL,
  FOREIGN KEY ("guideline_id") REFERENCES "guideline" ("id") ON DELETE CASCADE,
  FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE CASCADE
);
CREATE INDEX "read_receipt_person_id" ON "read_receipt" ("person_id");
CREATE UNIQUE INDEX "read_receipt_guideline_id_person_id" ON "read_receipt" ("guideline_id", "person_id");

CREATE TABLE "abandon_count" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "clause_id" INTEGER NOT NULL,
  "month" DATE NOT NULL,
  "times" INTEGER NOT NULL,
  FOREIGN KEY ("clause_id") REFERENCES "clause" ("id") ON DELETE CASCADE,
  CHECK (times >= 0)
);
CREATE UNIQUE INDEX "abandon_count_clause_id_month" ON "abandon_count" ("clause_id", "month");

CREATE TABLE "question" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "platform_id" INTEGER,
  "clause_id" INTEGER,
  "body" VARCHAR(2000) NOT NULL CHECK (length("body") <= 2000),
  "asker_id" INTEGER NOT NULL,
  "named" BOOLEAN NOT NULL,
  "whom_id" INTEGER,
  "asked_at" TIMESTAMP NOT NULL,
  "due_at" TIMESTAMP NOT NULL,
  "removed_at" TIMESTAMP,
  "removed_by_id" INTEGER,
  "words" TEXT NOT NULL,
  FOREIGN KEY ("platform_id") REFERENCES "platform" ("id") ON DELETE RESTRICT,
  FOREIGN KEY ("clause_id") REFERENCES "clause" ("id") ON DELETE RESTRICT,
  FOREIGN KEY ("asker_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
  FOREIGN KEY ("whom_id") REFERENCES "person" ("id") ON DELETE SET NULL,
  FOREIGN KEY ("removed_by_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
  CHECK (body <> '' OR removed_at IS NOT NULL),
  CHECK ((removed_at IS NULL) = (removed_by_id IS NULL)),
  CHECK (due_at > asked_at)
);
CREATE INDEX "question_platform_id" ON "question" ("platform_id");
CREATE INDEX "question_clause_id" ON "question" ("clause_id");
CREATE INDEX "question_asker_id" ON "question" ("asker_id");
CREATE INDEX "question_whom_id" ON "question" ("whom_id");
CREATE INDEX "question_removed_by_id" ON "question" ("removed_by_id");
CREATE INDEX "question_asked_at_id" ON "question" ("asked_at", "id");

CREATE TABLE "question_answer" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "question_id" INTEGER NOT NULL,
  "short" VARCHAR(20) CHECK ("short" IN ('yes', 'yes_if', 'no')),
  "body" VARCHAR(4000) NOT NULL CHECK (length("body") <= 4000),
  "by_id" INTEGER NOT NULL,
  "at" TIMESTAMP NOT NULL,
  "edited_at" TIMESTAMP,
  "version" INTEGER NOT NULL,
  FOREIGN KEY ("question_id") REFERENCES "question" ("id") ON DELETE CASCADE,
  FOREIGN KEY ("by_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
  CHECK (body <> '')
);
CREATE UNIQUE INDEX "question_answer_question_id" ON "question_answer" ("question_id");
CREATE INDEX "question_answer_by_id" ON "question_answer" ("by_id");

CREATE TABLE "proposal" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "guideline_id" INTEGER NOT NULL,
  "clause_id" INTEGER,
  "kind" VARCHAR(20) NOT NULL CHECK ("kind" IN ('change', 'lift', 'new')),
  "clause_kind" VARCHAR(20) CHECK ("clause_kind" IN ('may', 'recommend', 'ask', 'dont')),
  "text" VARCHAR(500) NOT NULL CHECK (length("text") <= 500),
  "why" VARCHAR(2000) NOT NULL CHECK (length("why") <= 2000),
  "by_id" INTEGER NOT NULL,
  "named" BOOLEAN NOT NULL,
  "at" TIMESTAMP NOT NULL,
  FOREIGN KEY ("guideline_id") REFERENCES "guideline" ("id") ON DELETE RESTRICT,
  FOREIGN KEY ("clause_id") REFERENCES "clause" ("id") ON DELETE RESTRICT,
  FOREIGN KEY ("by_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
  CHECK ((kind = 'new') = (clause_id IS NULL)),
  CHECK ((kind = 'new') = (clause_kind IS NOT NULL)),
  CHECK (kind = 'lift' OR text <> ''),
  CHECK (why <> '')
);
CREATE INDEX "proposal_guideline_id" ON "proposal" ("guideline_id");
CREATE INDEX "proposal_clause_id" ON "proposal" ("clause_id");
CREATE INDEX "proposal_by_id" ON "proposal" ("by_id");
CREATE INDEX "proposal_at_id" ON "proposal" ("at", "id");

CREATE TABLE "proposal_support" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "proposal_id" INTEGER NOT NULL,
  "person_id" INTEGER NOT NULL,
  FOREIGN KEY ("proposal_id") REFERENCES "proposal" ("id") ON DELETE CASCADE,
  FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE CASCADE
);
CREATE INDEX "proposal_support_person_id" ON "proposal_support" ("person_id");
CREATE UNIQUE INDEX "proposal_support_proposal_id_person_id" ON "proposal_support" ("proposal_id", "person_id");

CREATE TABLE "proposal_decision" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "proposal_id" INTEGER NOT NULL,
  "accepted" BOOLEAN NOT NULL,
  "reason" VARCHAR(1000) NOT NULL CHECK (length("reason") <= 1000),
  "by_id" INTEGER NOT NULL,
  "at" TIMESTAMP NOT NULL,
  FOREIGN KEY ("proposal_id") REFERENCES "proposal" ("id") ON DELETE RESTRICT,
  FOREIGN KEY ("by_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
  CHECK (reason <> '')
);
CREATE UNIQUE INDEX "proposal_decision_proposal_id" ON "proposal_decision" ("proposal_id");
CREATE INDEX "proposal_decision_by_id" ON "proposal_decision" ("by_id");

CREATE TABLE "phrase" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "kind" VARCHAR(20) NOT NULL CHECK ("kind" IN ('value', 'reply')),
  "key" VARCHAR(40) CHECK (length("key") <= 40),
  "position" INTEGER NOT NULL,
  "title" VARCHAR(200) NOT NULL CHECK (length("title") <= 200),
  "title_en" VARCHAR(200) NOT NULL CHECK (length("title_en") <= 200),
  "text" VARCHAR(2000) NOT NULL CHECK (length("text") <= 2000),
  "text_en" VARCHAR(2000) NOT NULL CHECK (length("text_en") <= 2000),
  "is_draft" BOOLEAN NOT NULL,
  "by_id" INTEGER,
  "at" TIMESTAMP NOT NULL,
  "retired_at" TIMESTAMP,
  "version" INTEGER NOT NULL,
  FOREIGN KEY ("by_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
  CHECK (title <> '' AND text <> '')
);
CREATE UNIQUE INDEX "phrase_key" ON "phrase" ("key");
CREATE INDEX "phrase_by_id" ON "phrase" ("by_id");
