-- Jobs and schedules, notices, what people wish to hear of, and what they follow.

CREATE TABLE "job" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "kind" VARCHAR(40) NOT NULL CHECK (length("kind") <= 40),
  "payload" JSONB NOT NULL,
  "due_at" TIMESTAMP NOT NULL,
  "leased_until" TIMESTAMP,
  "tries" INTEGER NOT NULL,
  "last_error" VARCHAR(500) NOT NULL CHECK (length("last_error") <= 500),
  "needs" VARCHAR(60) CHECK (length("needs") <= 60)
);
CREATE INDEX "job_due_at" ON "job" ("due_at");

CREATE TABLE "schedule" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "name" VARCHAR(40) NOT NULL CHECK (length("name") <= 40),
  "next_at" TIMESTAMP NOT NULL
);
CREATE UNIQUE INDEX "schedule_name" ON "schedule" ("name");

CREATE TABLE "notice" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "person_id" INTEGER NOT NULL,
  "event" VARCHAR(120) NOT NULL CHECK (length("event") <= 120),
  "kind" VARCHAR(20) NOT NULL CHECK (length("kind") <= 20),
  "experiment_id" INTEGER,
  "by_id" INTEGER,
  "about_id" INTEGER,
  "comment_id" INTEGER,
  "reuse_id" INTEGER,
  "word" VARCHAR(20) NOT NULL CHECK (length("word") <= 20),
  "path" VARCHAR(200) NOT NULL CHECK (length("path") <= 200),
  "day" DATE NOT NULL,
  "at" TIMESTAMP NOT NULL,
  "read_at" TIMESTAMP,
  "public_id" BIGINT NOT NULL DEFAULT 0,
  FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE CASCADE,
  FOREIGN KEY ("experiment_id") REFERENCES "experiment" ("id") ON DELETE CASCADE,
  FOREIGN KEY ("by_id") REFERENCES "person" ("id") ON DELETE CASCADE,
  FOREIGN KEY ("about_id") REFERENCES "experiment" ("id") ON DELETE CASCADE,
  FOREIGN KEY ("comment_id") REFERENCES "comment" ("id") ON DELETE CASCADE,
  FOREIGN KEY ("reuse_id") REFERENCES "reuse" ("id") ON DELETE CASCADE,
  CHECK (experiment_id IS NOT NULL OR path <> '')
);
CREATE INDEX "notice_experiment_id" ON "notice" ("experiment_id");
CREATE INDEX "notice_by_id" ON "notice" ("by_id");
CREATE INDEX "notice_about_id" ON "notice" ("about_id");
CREATE INDEX "notice_comment_id" ON "notice" ("comment_id");
CREATE INDEX "notice_reuse_id" ON "notice" ("reuse_id");
CREATE UNIQUE INDEX "notice_public_id" ON "notice" ("public_id");
CREATE UNIQUE INDEX "notice_person_id_event" ON "notice" ("person_id", "event");
CREATE INDEX "notice_person_id_read_at" ON "notice" ("person_id", "read_at");

CREATE TABLE "preference" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "person_id" INTEGER NOT NULL,
  "kind" VARCHAR(20) NOT NULL CHECK (length("kind") <= 20),
  "way" VARCHAR(20) NOT NULL CHECK ("way" IN ('site', 'mail', 'off')),
  FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "preference_person_id_kind" ON "preference" ("person_id", "kind");

CREATE TABLE "unsubscription" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "person_id" INTEGER NOT NULL,
  "at" TIMESTAMP NOT NULL,
  FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "unsubscription_person_id" ON "unsubscription" ("person_id");

CREATE TABLE "digest" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "person_id" INTEGER NOT NULL,
  "week" VARCHAR(8) NOT NULL CHECK (length("week") <= 8),
  "at" TIMESTAMP NOT NULL,
  FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "digest_person_id_week" ON "digest" ("person_id", "week");

CREATE TABLE "follow" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "person_id" INTEGER NOT NULL,
  "tag_id" INTEGER,
  "platform_id" INTEGER,
  "unit_id" INTEGER,
  "at" TIMESTAMP NOT NULL,
  FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE CASCADE,
  FOREIGN KEY ("tag_id") REFERENCES "tag" ("id") ON DELETE CASCADE,
  FOREIGN KEY ("platform_id") REFERENCES "platform" ("id") ON DELETE CASCADE,
  FOREIGN KEY ("unit_id") REFERENCES "unit" ("id") ON DELETE CASCADE,
  CHECK (CASE WHEN tag_id IS NULL THEN 0 ELSE 1 END + CASE WHEN platform_id IS NULL THEN 0 ELSE 1
      END + CASE WHEN unit_id IS NULL THEN 0 ELSE 1 END = 1)
);
CREATE INDEX "follow_tag_id" ON "follow" ("tag_id");
CREATE INDEX "follow_platform_id" ON "follow" ("platform_id");
CREATE INDEX "follow_unit_id" ON "follow" ("unit_id");
CREATE UNIQUE INDEX "follow_person_id_tag_id" ON "follow" ("person_id", "tag_id");
CREATE UNIQUE INDEX "follow_person_id_platform_id" ON "follow" ("person_id", "platform_id");
CREATE UNIQUE INDEX "follow_person_id_unit_id" ON "follow" ("person_id", "unit_id");
