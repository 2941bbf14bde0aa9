-- Experiments with what hangs on them, imports, and what builds on what.

CREATE TABLE "experiment" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "author_id" INTEGER NOT NULL,
  "unit_id" INTEGER NOT NULL,
  "stage" VARCHAR(20) NOT NULL CHECK ("stage" IN ('draft', 'planned', 'running', 'concluded')),
  "title" VARCHAR(200) NOT NULL CHECK (length("title") <= 200),
  "hypothesis" VARCHAR(2000) NOT NULL CHECK (length("hypothesis") <= 2000),
  "platform_id" INTEGER,
  "format" VARCHAR(20) CHECK ("format" IN ('post', 'story', 'video', 'live', 'reply', 'group',
      'campaign', 'advert', 'other')),
  "visibility" VARCHAR(20) NOT NULL CHECK ("visibility" IN ('everyone', 'unit')),
  "method" VARCHAR(4000) NOT NULL CHECK (length("method") <= 4000),
  "metric" VARCHAR(120) NOT NULL CHECK (length("metric") <= 120),
  "criterion" VARCHAR(1000) NOT NULL CHECK (length("criterion") <= 1000),
  "baseline" DOUBLE PRECISION,
  "target" DOUBLE PRECISION,
  "starts_on" DATE,
  "ends_on" DATE,
  "hours" DOUBLE PRECISION,
  "cost" INTEGER,
  "stakeholder_id" INTEGER,
  "touchpoint_id" INTEGER,
  "criterion_afterwards" BOOLEAN NOT NULL,
  "made_at" TIMESTAMP NOT NULL,
  "changed_at" TIMESTAMP NOT NULL,
  "published_at" TIMESTAMP,
  "started_on" DATE,
  "withheld" BOOLEAN NOT NULL,
  "hidden_at" TIMESTAMP,
  "version" INTEGER NOT NULL,
  "words" TEXT NOT NULL,
  "draft_extras" JSONB NOT NULL,
  "source" VARCHAR(120) CHECK (length("source") <= 120),
  "external_id" VARCHAR(200) CHECK (length("external_id") <= 200),
  "digest" CHAR(64),
  "imported_version" INTEGER,
  "seen_at" TIMESTAMP,
  FOREIGN KEY ("author_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
  FOREIGN KEY ("unit_id") REFERENCES "unit" ("id") ON DELETE RESTRICT,
  FOREIGN KEY ("platform_id") REFERENCES "platform" ("id") ON DELETE RESTRICT,
  FOREIGN KEY ("stakeholder_id") REFERENCES "stakeholder" ("id") ON DELETE RESTRICT,
  FOREIGN KEY ("touchpoint_id") REFERENCES "touchpoint" ("id") ON DELETE RESTRICT,
  CHECK (stage = 'draft' OR (title <> '' AND hypothesis <> '' AND platform_id IS NOT NULL AND
      published_at IS NOT NULL)),
  CHECK (stage <> 'running' OR (criterion <> '' AND started_on IS NOT NULL)),
  CHECK (hours >= 0),
  CHECK (cost >= 0),
  CHECK (ends_on >= starts_on),
  CHECK (NOT withheld OR stage <> 'draft')
);
CREATE INDEX "experiment_author_id" ON "experiment" ("author_id");
CREATE INDEX "experiment_unit_id" ON "experiment" ("unit_id");
CREATE INDEX "experiment_platform_id" ON "experiment" ("platform_id");
CREATE INDEX "experiment_stakeholder_id" ON "experiment" ("stakeholder_id");
CREATE INDEX "experiment_touchpoint_id" ON "experiment" ("touchpoint_id");
CREATE UNIQUE INDEX "experiment_source_external_id" ON "experiment" ("source", "external_id");
CREATE INDEX "experiment_published_at_id" ON "experiment" ("published_at", "id");
CREATE INDEX "experiment_stage_ends_on_unit_id_platform_id" ON "experiment" ("stage", "ends_on",
    "unit_id", "platform_id");
CREATE INDEX "experiment_started_on_unit_id_platform_id" ON "experiment" ("started_on", "unit_id",
    "platform_id");
CREATE INDEX "experiment_platform_id_unit_id_stage_visibility_ends_on__bfc039a" ON "experiment"
    ("platform_id", "unit_id", "stage", "visibility", "ends_on", "author_id", "published_at",
    "hidden_at");
CREATE INDEX "experiment_counted" ON "experiment" ("id", "unit_id", "platform_id", "author_id",
    "withheld", "stage", "published_at", "started_on", "starts_on", "ends_on", "hours", "cost",
    "baseline", "metric");
CREATE INDEX "experiment_withheld" ON "experiment" ("unit_id") WHERE "withheld";
CREATE INDEX "experiment_hidden" ON "experiment" ("hidden_at") WHERE ("hidden_at" IS NOT NULL);
CREATE INDEX "experiment_by_name" ON "experiment" ("author_id", "published_at") WHERE ((("stage" !=
    'draft') AND NOT "withheld") AND ("source" IS NULL));

CREATE TABLE "experiment_clause" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "experiment_id" INTEGER NOT NULL,
  "clause_id" INTEGER NOT NULL,
  FOREIGN KEY ("experiment_id") REFERENCES "experiment" ("id") ON DELETE CASCADE,
  FOREIGN KEY ("clause_id") REFERENCES "clause" ("id") ON DELETE CASCADE
);
CREATE INDEX "experiment_clause_clause_id" ON "experiment_clause" ("clause_id");
CREATE UNIQUE INDEX "experiment_clause_experiment_id_clause_id" ON "experiment_clause" ("experiment_id", "clause_id");

CREATE TABLE "co_author" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "experiment_id" INTEGER NOT NULL,
  "person_id" INTEGER NOT NULL,
  FOREIGN KEY ("experiment_id") REFERENCES "experiment" ("id") ON DELETE CASCADE,
  FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE CASCADE
);
CREATE INDEX "co_author_experiment_id" ON "co_author" ("experiment_id");
CREATE INDEX "co_author_person_id" ON "co_author" ("person_id");
CREATE UNIQUE INDEX "co_author_experiment_id_person_id" ON "co_author" ("experiment_id",
    "person_id");

CREATE TABLE "tag" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "name" VARCHAR(40) NOT NULL CHECK (length("name") <= 40)
);
CREATE UNIQUE INDEX "tag_name" ON "tag" ("name");

CREATE TABLE "tagging" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "experiment_id" INTEGER NOT NULL,
  "tag_id" INTEGER NOT NULL,
  FOREIGN KEY ("experiment_id") REFERENCES "experiment" ("id") ON DELETE CASCADE,
  FOREIGN KEY ("tag_id") REFERENCES "tag" ("id") ON DELETE CASCADE
);
CREATE INDEX "tagging_experiment_id" ON "tagging" ("experiment_id");
CREATE INDEX "tagging_tag_id" ON "tagging" ("tag_id");
CREATE UNIQUE INDEX "tagging_experiment_id_tag_id" ON "tagging" ("experiment_id", "tag_id");
CREATE INDEX "tagging_tag_id_experiment_id" ON "tagging" ("tag_id", "experiment_id");

CREATE TABLE "change" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "at" TIMESTAMP NOT NULL,
  "act" VARCHAR(20) NOT NULL CHECK (length("act") <= 20),
  "changes" JSONB NOT NULL,
  "experiment_id" INTEGER NOT NULL,
  "by_id" INTEGER NOT NULL,
  FOREIGN KEY ("experiment_id") REFERENCES "experiment" ("id") ON DELETE CASCADE,
  FOREIGN KEY ("by_id") REFERENCES "person" ("id") ON DELETE RESTRICT
);
CREATE INDEX "change_experiment_id" ON "change" ("experiment_id");
CREATE INDEX "change_by_id" ON "change" ("by_id");

CREATE TABLE "picture" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "experiment_id" INTEGER NOT NULL,
  "file" VARCHAR(80) NOT NULL CHECK (length("file") <= 80),
  "width" INTEGER NOT NULL,
  "height" INTEGER NOT NULL,
  "alt" VARCHAR(500) NOT NULL CHECK (length("alt") <= 500),
  "by_id" INTEGER NOT NULL,
  "at" TIMESTAMP NOT NULL,
  "hidden_at" TIMESTAMP,
  "public_id" BIGINT NOT NULL DEFAULT 0,
  FOREIGN KEY ("experiment_id") REFERENCES "experiment" ("id") ON DELETE CASCADE,
  FOREIGN KEY ("by_id") REFERENCES "person" ("id") ON DELETE RESTRICT
);
CREATE INDEX "picture_experiment_id" ON "picture" ("experiment_id");
CREATE UNIQUE INDEX "picture_file" ON "picture" ("file");
CREATE INDEX "picture_by_id" ON "picture" ("by_id");
CREATE UNIQUE INDEX "picture_public_id" ON "picture" ("public_id");

CREATE TABLE "link" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "experiment_id" INTEGER NOT NULL,
  "url" VARCHAR(2000) NOT NULL CHECK (length("url") <= 2000),
  "label" VARCHAR(200) NOT NULL CHECK (length("label") <= 200),
  "by_id" INTEGER NOT NULL,
  "at" TIMESTAMP NOT NULL,
  "public_id" BIGINT NOT NULL DEFAULT 0,
  FOREIGN KEY ("experiment_id") REFERENCES "experiment" ("id") ON DELETE CASCADE,
  FOREIGN KEY ("by_id") REFERENCES "person" ("id") ON DELETE RESTRICT
);
CREATE INDEX "link_experiment_id" ON "link" ("experiment_id");
CREATE INDEX "link_by_id" ON "link" ("by_id");
CREATE UNIQUE INDEX "link_public_id" ON "link" ("public_id");

CREATE TABLE "metric_reading" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "experiment_id" INTEGER NOT NULL,
  "metric" VARCHAR(120) NOT NULL CHECK (length("metric") <= 120),
  "value" DOUBLE PRECISION NOT NULL,
  "read_on" DATE NOT NULL,
  "link" VARCHAR(2000) NOT NULL CHECK (length("link") <= 2000),
  "by_id" INTEGER NOT NULL,
  "public_id" BIGINT NOT NULL DEFAULT 0,
  FOREIGN KEY ("experiment_id") REFERENCES "experiment" ("id") ON DELETE CASCADE,
  FOREIGN KEY ("by_id") REFERENCES "person" ("id") ON DELETE RESTRICT
);
CREATE INDEX "metric_reading_experiment_id" ON "metric_reading" ("experiment_id");
CREATE INDEX "metric_reading_by_id" ON "metric_reading" ("by_id");
CREATE UNIQUE INDEX "metric_reading_public_id" ON "metric_reading" ("public_id");

CREATE TABLE "import" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "by_id" INTEGER NOT NULL,
  "name" VARCHAR(200) NOT NULL CHECK (length("name") <= 200),
  "file" VARCHAR(80) NOT NULL CHECK (length("file") <= 80),
  "source" VARCHAR(120) NOT NULL CHECK (length("source") <= 120),
  "kind" VARCHAR(10) NOT NULL CHECK (length("kind") <= 10),
  "encoding" VARCHAR(40) NOT NULL CHECK (length("encoding") <= 40),
  "delimiter" VARCHAR(10) NOT NULL CHECK (length("delimiter") <= 10),
  "columns" JSONB NOT NULL,
  "about" INTEGER,
  "mapping" JSONB NOT NULL,
  "fixed" JSONB NOT NULL,
  "strict" BOOLEAN NOT NULL,
  "progress" VARCHAR(20) NOT NULL CHECK ("progress" IN ('uploaded', 'waiting', 'running', 'done',
      'failed')),
  "position" DOUBLE PRECISION NOT NULL,
  "read" INTEGER NOT NULL,
  "added" INTEGER NOT NULL,
  "updated" INTEGER NOT NULL,
  "unchanged" INTEGER NOT NULL,
  "rejected" INTEGER NOT NULL,
  "outcomes" JSONB NOT NULL,
  "notes" JSONB NOT NULL,
  "error" VARCHAR(500) NOT NULL CHECK (length("error") <= 500),
  "error_params" JSONB NOT NULL,
  "made_at" TIMESTAMP NOT NULL,
  "finished_at" TIMESTAMP,
  "place" VARCHAR(32) CHECK (length("place") <= 32),
  "options" JSONB,
  FOREIGN KEY ("by_id") REFERENCES "person" ("id") ON DELETE CASCADE
);
CREATE INDEX "import_by_id" ON "import" ("by_id");
CREATE UNIQUE INDEX "import_file" ON "import" ("file");

CREATE TABLE "rejection" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "import_job_id" INTEGER NOT NULL,
  "line" INTEGER NOT NULL,
  "reasons" JSONB NOT NULL,
  "cells" JSONB NOT NULL,
  FOREIGN KEY ("import_job_id") REFERENCES "import" ("id") ON DELETE CASCADE
);
CREATE INDEX "rejection_import_job_id" ON "rejection" ("import_job_id");

CREATE TABLE "builds_on" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "child_id" INTEGER NOT NULL,
  "parent_id" INTEGER NOT NULL,
  "note" VARCHAR(500) NOT NULL CHECK (length("note") <= 500),
  FOREIGN KEY ("child_id") REFERENCES "experiment" ("id") ON DELETE CASCADE,
  FOREIGN KEY ("parent_id") REFERENCES "experiment" ("id") ON DELETE CASCADE,
  CHECK (child_id <> parent_id)
);
CREATE INDEX "builds_on_child_id" ON "builds_on" ("child_id");
CREATE INDEX "builds_on_parent_id" ON "builds_on" ("parent_id");
CREATE UNIQUE INDEX "builds_on_child_id_parent_id" ON "builds_on" ("child_id", "parent_id");
