-- Stakeholders, where they are present, and every contact with them.

CREATE TABLE "stakeholder" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "name" VARCHAR(120) NOT NULL CHECK (length("name") <= 120),
  "interest" SMALLINT NOT NULL,
  "influence" SMALLINT NOT NULL,
  "worry" VARCHAR(1000) NOT NULL CHECK (length("worry") <= 1000),
  "owner_id" INTEGER,
  "next_contact" DATE,
  "typical" VARCHAR(40) CHECK (length("typical") <= 40),
  "changed_at" TIMESTAMP NOT NULL,
  "archived_at" TIMESTAMP,
  "version" INTEGER NOT NULL,
  FOREIGN KEY ("owner_id") REFERENCES "person" ("id") ON DELETE SET NULL,
  CHECK (interest BETWEEN 1 AND 5),
  CHECK (influence BETWEEN 1 AND 5),
  CHECK (name <> '')
);
CREATE UNIQUE INDEX "stakeholder_name" ON "stakeholder" ("name");
CREATE INDEX "stakeholder_owner_id" ON "stakeholder" ("owner_id");
CREATE UNIQUE INDEX "stakeholder_typical" ON "stakeholder" ("typical");

CREATE TABLE "stakeholder_platform" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "stakeholder_id" INTEGER NOT NULL,
  "platform_id" INTEGER NOT NULL,
  FOREIGN KEY ("stakeholder_id") REFERENCES "stakeholder" ("id") ON DELETE CASCADE,
  FOREIGN KEY ("platform_id") REFERENCES "platform" ("id") ON DELETE CASCADE
);
CREATE INDEX "stakeholder_platform_platform_id" ON "stakeholder_platform" ("platform_id");
CREATE UNIQUE INDEX "stakeholder_platform_stakeholder_id_platform_id" ON "stakeholder_platform" ("stakeholder_id",
    "platform_id");

CREATE TABLE "touchpoint" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "stakeholder_id" INTEGER NOT NULL,
  "channel" VARCHAR(20) NOT NULL CHECK ("channel" IN ('mail', 'phone', 'social', 'web', 'app',
      'in_person', 'letter')),
  "platform_id" INTEGER,
  "purpose" VARCHAR(500) NOT NULL CHECK (length("purpose") <= 500),
  "volume" INTEGER,
  "answer_time" DOUBLE PRECISION,
  "answer_goal" DOUBLE PRECISION,
  "quality" SMALLINT NOT NULL,
  "owner_id" INTEGER,
  "changed_at" TIMESTAMP NOT NULL,
  "archived_at" TIMESTAMP,
  "version" INTEGER NOT NULL,
  FOREIGN KEY ("stakeholder_id") REFERENCES "stakeholder" ("id") ON DELETE CASCADE,
  FOREIGN KEY ("platform_id") REFERENCES "platform" ("id") ON DELETE RESTRICT,
  FOREIGN KEY ("owner_id") REFERENCES "person" ("id") ON DELETE SET NULL,
  CHECK ((channel = 'social') = (platform_id IS NOT NULL)),
  CHECK (quality BETWEEN 1 AND 5),
  CHECK (volume >= 0),
  CHECK (answer_time >= 0),
  CHECK (answer_goal >= 0)
);
CREATE INDEX "touchpoint_platform_id" ON "touchpoint" ("platform_id");
CREATE INDEX "touchpoint_owner_id" ON "touchpoint" ("owner_id");
CREATE UNIQUE INDEX "touchpoint_stakeholder_id_channel_platform_id" ON "touchpoint"
    ("stakeholder_id", "channel", "platform_id");
CREATE UNIQUE INDEX "touchpoint_without_platform" ON "touchpoint" ("stakeholder_id", "channel")
    WHERE ("platform_id" IS NULL);

CREATE TABLE "stakeholder_change" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "at" TIMESTAMP NOT NULL,
  "act" VARCHAR(20) NOT NULL CHECK (length("act") <= 20),
  "changes" JSONB NOT NULL,
  "stakeholder_id" INTEGER NOT NULL,
  "by_id" INTEGER,
  "place" VARCHAR(200) NOT NULL CHECK (length("place") <= 200),
  FOREIGN KEY ("stakeholder_id") REFERENCES "stakeholder" ("id") ON DELETE CASCADE,
  FOREIGN KEY ("by_id") REFERENCES "person" ("id") ON DELETE RESTRICT
);
CREATE INDEX "stakeholder_change_by_id" ON "stakeholder_change" ("by_id");
CREATE INDEX "stakeholder_change_stakeholder_id_id" ON "stakeholder_change" ("stakeholder_id",
    "id");
