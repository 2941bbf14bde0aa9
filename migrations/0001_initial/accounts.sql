-- Units, people, how they sign in and what keeps them safe; settings and submissions.

CREATE TABLE "unit" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "name" VARCHAR(120) NOT NULL CHECK (length("name") <= 120),
  "parent_id" INTEGER,
  FOREIGN KEY ("parent_id") REFERENCES "unit" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "unit_name" ON "unit" ("name");
CREATE INDEX "unit_parent_id" ON "unit" ("parent_id");

CREATE TABLE "person" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "email" VARCHAR(254) NOT NULL CHECK (length("email") <= 254),
  "name" VARCHAR(120) NOT NULL CHECK (length("name") <= 120),
  "title" VARCHAR(120) NOT NULL CHECK (length("title") <= 120),
  "unit_id" INTEGER NOT NULL,
  "role" VARCHAR(20) NOT NULL CHECK ("role" IN ('employee', 'facilitator', 'leader', 'admin')),
  "locale" VARCHAR(5) NOT NULL CHECK (length("locale") <= 5),
  "theme" VARCHAR(20) NOT NULL CHECK ("theme" IN ('system', 'light', 'dark')),
  "shortcuts" BOOLEAN NOT NULL,
  "about" VARCHAR(2000) NOT NULL CHECK (length("about") <= 2000),
  "answers_here" VARCHAR(1000) NOT NULL CHECK (length("answers_here") <= 1000),
  "password_hash" VARCHAR(255),
  "joined_at" TIMESTAMP NOT NULL,
  "disabled_at" TIMESTAMP,
  "erased_at" TIMESTAMP,
  FOREIGN KEY ("unit_id") REFERENCES "unit" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "person_email" ON "person" ("email");
CREATE INDEX "person_unit_id" ON "person" ("unit_id");

CREATE TABLE "session" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "person_id" INTEGER NOT NULL,
  "token_hash" CHAR(64) NOT NULL,
  "started_at" TIMESTAMP NOT NULL,
  "seen_at" TIMESTAMP NOT NULL,
  "remembered" BOOLEAN NOT NULL,
  "agent" VARCHAR(200) NOT NULL CHECK (length("agent") <= 200),
  "proved_at" TIMESTAMP,
  FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE CASCADE
);
CREATE INDEX "session_person_id" ON "session" ("person_id");
CREATE UNIQUE INDEX "session_token_hash" ON "session" ("token_hash");

CREATE TABLE "one_time_link" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "purpose" VARCHAR(20) NOT NULL CHECK ("purpose" IN ('first_admin', 'invitation', 'registration',
      'reset')),
  "token_hash" CHAR(64) NOT NULL,
  "email" VARCHAR(254) NOT NULL CHECK (length("email") <= 254),
  "person_id" INTEGER,
  "payload" JSONB NOT NULL,
  "expires_at" TIMESTAMP NOT NULL,
  FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "one_time_link_token_hash" ON "one_time_link" ("token_hash");
CREATE INDEX "one_time_link_person_id" ON "one_time_link" ("person_id");

CREATE TABLE "token_bucket" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "key" VARCHAR(300) NOT NULL CHECK (length("key") <= 300),
  "left" DOUBLE PRECISION NOT NULL,
  "at" TIMESTAMP NOT NULL
);
CREATE UNIQUE INDEX "token_bucket_key" ON "token_bucket" ("key");

CREATE TABLE "form_submission" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "person_id" INTEGER NOT NULL,
  "key" VARCHAR(64) NOT NULL CHECK (length("key") <= 64),
  "made" VARCHAR(200) NOT NULL CHECK (length("made") <= 200),
  "at" TIMESTAMP NOT NULL,
  FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE CASCADE
);
CREATE INDEX "form_submission_person_id" ON "form_submission" ("person_id");
CREATE UNIQUE INDEX "form_submission_person_id_key" ON "form_submission" ("person_id", "key");

CREATE TABLE "second_factor" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "person_id" INTEGER NOT NULL,
  "salt" VARCHAR(64) NOT NULL CHECK (length("salt") <= 64),
  "since" TIMESTAMP,
  "last_step" INTEGER NOT NULL,
  FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "second_factor_person_id" ON "second_factor" ("person_id");

CREATE TABLE "recovery_code" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "person_id" INTEGER NOT NULL,
  "code_hash" CHAR(64) NOT NULL,
  FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE CASCADE
);
CREATE INDEX "recovery_code_person_id" ON "recovery_code" ("person_id");
CREATE UNIQUE INDEX "recovery_code_code_hash" ON "recovery_code" ("code_hash");

CREATE TABLE "login_event" (
  "id" SERIAL NOT NULL PRIMARY KEY,
  "person_id" INTEGER NOT NULL,
  "at" TIMESTAMP NOT NULL,
  "way" VARCHAR(20) NOT NULL CHECK ("way" IN ('password', 'code', 'recovery', 'link',
      'wrong_password', 'wrong_code')),
  "agent" VARCHAR(200) NOT NULL CHECK (length("agent") <= 200),
  FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE CASCADE
);
CREATE INDEX "login_event_person_id" ON "login_event" ("person_id");

CREATE TABLE "setting" (
  "name" VARCHAR(60) NOT NULL PRIMARY KEY CHECK (length("name") <= 60),
  "value" VARCHAR(200) NOT NULL CHECK (length("value") <= 200),
  CHECK (value <> '')
);
