"""What is approved stays: triggers that refuse to change or delete an approved decision or its items, and one that lets
a decision follow only an approved one of the same case.

Plain SQL and not pgtrigger, because a session may switch pgtrigger's triggers off by a setting. The functions run with
the owner's rights, so that row-level security can't hide the decision whose state they must read.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION decisions_decision_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'decision % is approved and can only be followed by another', OLD.number
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'decision_frozen';
END $$;

CREATE TRIGGER decision_frozen BEFORE UPDATE OR DELETE ON decisions_decision
    FOR EACH ROW WHEN (OLD.state = 'approved') EXECUTE FUNCTION decisions_decision_frozen();

CREATE FUNCTION decisions_decision_follows() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM public.decisions_decision WHERE id = NEW.follows_id AND state = 'approved'
                   AND institution_id = NEW.institution_id AND case_id = NEW.case_id) THEN
        RAISE EXCEPTION 'a decision follows an approved one of its own case'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'decision_follows';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER decision_follows BEFORE INSERT OR UPDATE ON decisions_decision
    FOR EACH ROW WHEN (NEW.follows_id IS NOT NULL) EXECUTE FUNCTION decisions_decision_follows();

CREATE FUNCTION decisions_item_frozen() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    touched bigint[];
BEGIN
    touched := CASE TG_OP WHEN 'INSERT' THEN ARRAY[NEW.decision_id] WHEN 'DELETE' THEN ARRAY[OLD.decision_id]
                          ELSE ARRAY[OLD.decision_id, NEW.decision_id] END;
    IF EXISTS (SELECT FROM public.decisions_decision WHERE id = ANY (touched) AND state = 'approved') THEN
        RAISE EXCEPTION 'the decision is approved, its items can''t be changed'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'decision_item_frozen';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE TRIGGER decision_item_frozen BEFORE INSERT OR UPDATE OR DELETE ON decisions_decisionitem
    FOR EACH ROW EXECUTE FUNCTION decisions_item_frozen();
"""

BACKWARD = """
DROP TRIGGER decision_item_frozen ON decisions_decisionitem;
DROP FUNCTION decisions_item_frozen();
DROP TRIGGER decision_follows ON decisions_decision;
DROP FUNCTION decisions_decision_follows();
DROP TRIGGER decision_frozen ON decisions_decision;
DROP FUNCTION decisions_decision_frozen();
"""


class Migration(migrations.Migration):
    dependencies = [("decisions", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
