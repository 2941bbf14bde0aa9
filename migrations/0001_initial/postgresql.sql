-- The search index: queries must use the same expression.

CREATE INDEX experiment_words ON experiment USING gin (to_tsvector('simple', words));
CREATE INDEX lesson_words ON lesson USING gin (to_tsvector('simple', words));

-- What was signed is neither changed nor removed.

CREATE FUNCTION "case_version_stays"() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION 'a row of case_version stays as it is'
      USING ERRCODE = 'integrity_constraint_violation';
  END $$;
CREATE TRIGGER "case_version_stays" BEFORE UPDATE OR DELETE ON "case_version"
  FOR EACH ROW EXECUTE FUNCTION "case_version_stays"();

CREATE FUNCTION "case_signature_stays"() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION 'a row of case_signature stays as it is'
      USING ERRCODE = 'integrity_constraint_violation';
  END $$;
CREATE TRIGGER "case_signature_stays" BEFORE UPDATE OR DELETE ON "case_signature"
  FOR EACH ROW EXECUTE FUNCTION "case_signature_stays"();

CREATE FUNCTION "summary_signature_stays"() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION 'a row of summary_signature stays as it is'
      USING ERRCODE = 'integrity_constraint_violation';
  END $$;
CREATE TRIGGER "summary_signature_stays" BEFORE UPDATE OR DELETE ON "summary_signature"
  FOR EACH ROW EXECUTE FUNCTION "summary_signature_stays"();

CREATE FUNCTION "strategy_text_stays"() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION 'a row of strategy_text stays as it is'
      USING ERRCODE = 'integrity_constraint_violation';
  END $$;
CREATE TRIGGER "strategy_text_stays" BEFORE UPDATE OR DELETE ON "strategy_text"
  FOR EACH ROW EXECUTE FUNCTION "strategy_text_stays"();

CREATE FUNCTION "strategy_signature_stays"() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION 'a row of strategy_signature stays as it is'
      USING ERRCODE = 'integrity_constraint_violation';
  END $$;
CREATE TRIGGER "strategy_signature_stays" BEFORE UPDATE OR DELETE ON "strategy_signature"
  FOR EACH ROW EXECUTE FUNCTION "strategy_signature_stays"();

-- The audit log is never changed, and keeps each act for two years or as long as the
-- setting says; a year at least.

CREATE FUNCTION audit_event_stays() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_OP = 'DELETE' AND OLD.at <= (now() AT TIME ZONE 'UTC') - make_interval(
      days => GREATEST(
        COALESCE((SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'audit_days'), 730),
        365)) THEN
      RETURN OLD;
    END IF;
    RAISE EXCEPTION 'the audit log keeps this until its retention period is over'
      USING ERRCODE = 'integrity_constraint_violation';
  END $$;
CREATE TRIGGER audit_event_stays BEFORE UPDATE OR DELETE ON audit_event
  FOR EACH ROW EXECUTE FUNCTION audit_event_stays();
CREATE TRIGGER audit_event_is_not_emptied BEFORE TRUNCATE ON audit_event
  FOR EACH STATEMENT EXECUTE FUNCTION audit_event_stays();

-- A sample of what stood in an emptied table of a round would stay in the catalogue.

ALTER TABLE "invitation"
  ALTER "person_id" SET STATISTICS 0,
  ALTER "unit" SET STATISTICS 0,
  ALTER "reminded" SET STATISTICS 0;

ALTER TABLE "open_response"
  ALTER "key" SET STATISTICS 0,
  ALTER "mistakes" SET STATISTICS 0,
  ALTER "problems" SET STATISTICS 0,
  ALTER "different" SET STATISTICS 0,
  ALTER "risk" SET STATISTICS 0,
  ALTER "help" SET STATISTICS 0,
  ALTER "efforts" SET STATISTICS 0,
  ALTER "talents" SET STATISTICS 0,
  ALTER "allowed" SET STATISTICS 0,
  ALTER "corrected" SET STATISTICS 0,
  ALTER "boss" SET STATISTICS 0,
  ALTER "angry" SET STATISTICS 0,
  ALTER "wrong" SET STATISTICS 0,
  ALTER "time" SET STATISTICS 0,
  ALTER "unit" SET STATISTICS 0;

ALTER TABLE "open_free_text"
  ALTER "key" SET STATISTICS 0,
  ALTER "text" SET STATISTICS 0;

ALTER TABLE "response"
  ALTER "key" SET STATISTICS 0,
  ALTER "mistakes" SET STATISTICS 0,
  ALTER "problems" SET STATISTICS 0,
  ALTER "different" SET STATISTICS 0,
  ALTER "risk" SET STATISTICS 0,
  ALTER "help" SET STATISTICS 0,
  ALTER "efforts" SET STATISTICS 0,
  ALTER "talents" SET STATISTICS 0,
  ALTER "allowed" SET STATISTICS 0,
  ALTER "corrected" SET STATISTICS 0,
  ALTER "boss" SET STATISTICS 0,
  ALTER "angry" SET STATISTICS 0,
  ALTER "wrong" SET STATISTICS 0,
  ALTER "time" SET STATISTICS 0,
  ALTER "pulse_id" SET STATISTICS 0,
  ALTER "unit_id" SET STATISTICS 0;

ALTER TABLE "free_text"
  ALTER "key" SET STATISTICS 0,
  ALTER "pulse_id" SET STATISTICS 0,
  ALTER "text" SET STATISTICS 0;
