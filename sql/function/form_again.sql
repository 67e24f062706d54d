-- Purpose: has an administrator sent this very form before (p: form_key)? Then what he sends now is not checked anew: what was
--          free then he has himself taken.
-- Returns: true or false. TU002 for who is no administrator.
-- Calls:   admin_required, form_done. Writes: nothing.
create or replace function turno.form_again(p jsonb)
returns boolean
language sql volatile
set search_path = turno, pg_temp
as $$
    select form_done(v.session_id, p) is not null from admin_required() v;
$$;
comment on function turno.form_again(jsonb) is 'Whether an administrator has sent this form before.';
alter function turno.form_again(jsonb) owner to turno_act;
revoke execute on function turno.form_again(jsonb) from public;
