"""What is published stays: triggers that refuse to change or delete a published set, and that keep what was submitted
as it is until it is returned.

One change alone is possible on a published set: an open end becomes the day before an approved set that follows it.
Plain SQL and not pgtrigger, because a session may switch pgtrigger's triggers off by a setting. The functions run with
the owner's rights, so that row-level security can't hide the set whose state they must read.
"""

from django.db import migrations

FORWARD = """
ALTER TABLE regulations_regulationset ADD CONSTRAINT regulation_set_no_author_decides CHECK (
    (approved_by_id IS NULL OR approved_by_id <> ALL (author_ids))
    AND (published_by_id IS NULL
         OR (published_by_id <> ALL (author_ids) AND published_by_id <> drafted_by_id
             AND published_by_id <> submitted_by_id))
);

CREATE FUNCTION regulations_set_frozen() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF OLD.state = 'published' THEN
        IF TG_OP = 'UPDATE' AND OLD.valid_to IS NULL AND NEW.valid_to IS NOT NULL
           AND to_jsonb(NEW) - 'valid_to' = to_jsonb(OLD) - 'valid_to'
           AND EXISTS (SELECT FROM public.regulations_regulationset
                       WHERE follows_id = OLD.id AND institution_id = OLD.institution_id AND state = 'approved'
                       AND valid_from = NEW.valid_to + 1) THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'regulations % are published and can only be followed by others', OLD.number
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'regulation_set_frozen';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    IF OLD.state IN ('submitted', 'approved') AND NEW.state <> 'drafted'
       AND (NEW.institution_id, NEW.number, NEW.title, NEW.link, NEW.valid_from, NEW.valid_to, NEW.content,
            NEW.author_ids, NEW.drafted_by_id, NEW.submitted_by_id, NEW.follows_id, NEW.origin)
           IS DISTINCT FROM
           (OLD.institution_id, OLD.number, OLD.title, OLD.link, OLD.valid_from, OLD.valid_to, OLD.content,
            OLD.author_ids, OLD.drafted_by_id, OLD.submitted_by_id, OLD.follows_id, OLD.origin) THEN
        RAISE EXCEPTION 'regulations % are submitted and can be changed only after they are returned', OLD.number
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'regulation_set_submitted';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER regulation_set_frozen BEFORE UPDATE OR DELETE ON regulations_regulationset
    FOR EACH ROW EXECUTE FUNCTION regulations_set_frozen();

CREATE FUNCTION regulations_set_follows() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM public.regulations_regulationset WHERE id = NEW.follows_id AND state = 'published'
                   AND institution_id = NEW.institution_id AND valid_from < NEW.valid_from) THEN
        RAISE EXCEPTION 'regulations follow published ones of their own institution that begin earlier'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'regulation_set_follows';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER regulation_set_follows BEFORE INSERT OR UPDATE ON regulations_regulationset
    FOR EACH ROW WHEN (NEW.follows_id IS NOT NULL) EXECUTE FUNCTION regulations_set_follows();
"""

BACKWARD = """
DROP TRIGGER regulation_set_follows ON regulations_regulationset;
DROP FUNCTION regulations_set_follows();
DROP TRIGGER regulation_set_frozen ON regulations_regulationset;
DROP FUNCTION regulations_set_frozen();
ALTER TABLE regulations_regulationset DROP CONSTRAINT regulation_set_no_author_decides;
"""


class Migration(migrations.Migration):
    dependencies = [("regulations", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
