-- The search index: the words of experiments and lessons, without a copy of the text.
-- Three triggers keep it in step; without the pragma recursive_triggers a row that INSERT OR
-- REPLACE replaces would still be found.

CREATE VIRTUAL TABLE experiment_words USING fts5(
  words, content='experiment', content_rowid='id', tokenize='unicode61 remove_diacritics 0'
);
CREATE TRIGGER experiment_words_added AFTER INSERT ON experiment BEGIN
  INSERT INTO experiment_words (rowid, words) VALUES (new.id, new.words);
  END;
CREATE TRIGGER experiment_words_removed AFTER DELETE ON experiment BEGIN
  INSERT INTO experiment_words (experiment_words, rowid, words)
    VALUES ('delete', old.id, old.words);
  END;
CREATE TRIGGER experiment_words_changed AFTER UPDATE OF id, words ON experiment BEGIN
  INSERT INTO experiment_words (experiment_words, rowid, words)
    VALUES ('delete', old.id, old.words);
  INSERT INTO experiment_words (rowid, words) VALUES (new.id, new.words);
  END;

CREATE VIRTUAL TABLE lesson_words USING fts5(
  words, content='lesson', content_rowid='id', tokenize='unicode61 remove_diacritics 0'
);
CREATE TRIGGER lesson_words_added AFTER INSERT ON lesson BEGIN
  INSERT INTO lesson_words (rowid, words) VALUES (new.id, new.words);
  END;
CREATE TRIGGER lesson_words_removed AFTER DELETE ON lesson BEGIN
  INSERT INTO lesson_words (lesson_words, rowid, words)
    VALUES ('delete', old.id, old.words);
  END;
CREATE TRIGGER lesson_words_changed AFTER UPDATE OF id, words ON lesson BEGIN
  INSERT INTO lesson_words (lesson_words, rowid, words)
    VALUES ('delete', old.id, old.words);
  INSERT INTO lesson_words (rowid, words) VALUES (new.id, new.words);
  END;

-- What was signed is neither changed nor removed.

CREATE TRIGGER "case_version_stays_on_update" BEFORE UPDATE ON "case_version" BEGIN
  SELECT RAISE(ABORT, 'a row of case_version stays as it is');
  END;
CREATE TRIGGER "case_version_stays_on_delete" BEFORE DELETE ON "case_version" BEGIN
  SELECT RAISE(ABORT, 'a row of case_version stays as it is');
  END;

CREATE TRIGGER "case_signature_stays_on_update" BEFORE UPDATE ON "case_signature" BEGIN
  SELECT RAISE(ABORT, 'a row of case_signature stays as it is');
  END;
CREATE TRIGGER "case_signature_stays_on_delete" BEFORE DELETE ON "case_signature" BEGIN
  SELECT RAISE(ABORT, 'a row of case_signature stays as it is');
  END;

CREATE TRIGGER "summary_signature_stays_on_update" BEFORE UPDATE ON "summary_signature" BEGIN
  SELECT RAISE(ABORT, 'a row of summary_signature stays as it is');
  END;
CREATE TRIGGER "summary_signature_stays_on_delete" BEFORE DELETE ON "summary_signature" BEGIN
  SELECT RAISE(ABORT, 'a row of summary_signature stays as it is');
  END;

CREATE TRIGGER "strategy_text_stays_on_update" BEFORE UPDATE ON "strategy_text" BEGIN
  SELECT RAISE(ABORT, 'a row of strategy_text stays as it is');
  END;
CREATE TRIGGER "strategy_text_stays_on_delete" BEFORE DELETE ON "strategy_text" BEGIN
  SELECT RAISE(ABORT, 'a row of strategy_text stays as it is');
  END;

CREATE TRIGGER "strategy_signature_stays_on_update" BEFORE UPDATE ON "strategy_signature" BEGIN
  SELECT RAISE(ABORT, 'a row of strategy_signature stays as it is');
  END;
CREATE TRIGGER "strategy_signature_stays_on_delete" BEFORE DELETE ON "strategy_signature" BEGIN
  SELECT RAISE(ABORT, 'a row of strategy_signature stays as it is');
  END;

-- The audit log is never changed, and keeps each act for two years or as long as the
-- setting says; a year at least.

CREATE TRIGGER audit_event_stays_on_update BEFORE UPDATE ON audit_event BEGIN
  SELECT RAISE(ABORT, 'the audit log is not changed');
  END;
CREATE TRIGGER audit_event_stays_on_delete BEFORE DELETE ON audit_event
  WHEN OLD.at > datetime('now', '-' || MAX(
    COALESCE((SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'audit_days'), 730),
    365) || ' days') BEGIN
  SELECT RAISE(ABORT, 'the audit log keeps this until its retention period is over');
  END;
