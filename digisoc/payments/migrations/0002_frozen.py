"""What was sent to the bank stays: triggers over released runs, their lines, and due amounts.

A due amount's cents, month and origin never change, its payee and account only while it is planned, and it goes back to
"planned" only from a run that was not released. Plain SQL and not pgtrigger, because a session may switch pgtrigger's
triggers off by a setting. The function over lines runs with the owner's rights, so that row-level security can't
hide the run whose state it must read.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION payments_run_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'payment run % is % and can''t be changed', OLD.number, OLD.state
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'run_frozen';
END $$;

CREATE TRIGGER run_frozen BEFORE UPDATE OR DELETE ON payments_paymentrun
    FOR EACH ROW WHEN (OLD.state <> 'collected') EXECUTE FUNCTION payments_run_frozen();

CREATE FUNCTION payments_line_frozen() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    touched bigint[];
BEGIN
    touched := CASE TG_OP WHEN 'INSERT' THEN ARRAY[NEW.run_id] WHEN 'DELETE' THEN ARRAY[OLD.run_id]
                          ELSE ARRAY[OLD.run_id, NEW.run_id] END;
    IF EXISTS (SELECT FROM public.payments_paymentrun WHERE id = ANY (touched) AND state <> 'collected') THEN
        RAISE EXCEPTION 'the payment run is finished, its lines can''t be changed'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'line_frozen';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a line of a payment run is never deleted'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'line_frozen';
    END IF;
    IF TG_OP = 'UPDATE' AND (to_jsonb(NEW) - 'live') <> (to_jsonb(OLD) - 'live') THEN
        RAISE EXCEPTION 'a line of a payment run is frozen when it is collected'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'line_frozen';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER line_frozen BEFORE INSERT OR UPDATE OR DELETE ON payments_runline
    FOR EACH ROW EXECUTE FUNCTION payments_line_frozen();

CREATE FUNCTION payments_due_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a due amount is never deleted' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'due_frozen';
    END IF;
    IF (to_jsonb(NEW) - ARRAY['state', 'version', 'payee_id', 'payee_name', 'iban'])
        <> (to_jsonb(OLD) - ARRAY['state', 'version', 'payee_id', 'payee_name', 'iban'])
       OR (OLD.state <> 'planned' AND (NEW.payee_id, NEW.payee_name, NEW.iban) <> (OLD.payee_id, OLD.payee_name, OLD.iban))
       OR (OLD.state = 'released' AND NEW.state NOT IN ('released', 'returned'))
       OR (OLD.state = 'returned' AND NEW.state <> 'returned') THEN
        RAISE EXCEPTION 'the due amount of % is frozen', OLD.month
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'due_frozen';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER due_frozen BEFORE UPDATE OR DELETE ON payments_due
    FOR EACH ROW EXECUTE FUNCTION payments_due_frozen();
"""

BACKWARD = """
DROP TRIGGER due_frozen ON payments_due;
DROP FUNCTION payments_due_frozen();
DROP TRIGGER line_frozen ON payments_runline;
DROP FUNCTION payments_line_frozen();
DROP TRIGGER run_frozen ON payments_paymentrun;
DROP FUNCTION payments_run_frozen();
"""


class Migration(migrations.Migration):
    dependencies = [("payments", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
