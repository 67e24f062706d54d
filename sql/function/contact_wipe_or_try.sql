-- Purpose: contact_wipe, or with dry_run of p the same undone at once: what it tells is what it would do, exactly.
-- Returns: what contact_wipe returns, and dry_run.
-- Calls:   contact_wipe. Writes: what contact_wipe writes.
create or replace function turno.contact_wipe_or_try(p_contact bigint, p_actor_kind text, p_actor bigint, p_channel text,
    p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_is_try boolean := coalesce((p ->> 'dry_run')::boolean, false);
    v_result jsonb;
    v_told text;
begin
    v_result := contact_wipe(p_contact, p_actor_kind, p_actor, p_channel, coalesce(nullif(p ->> 'reason', ''), 'request'))
        || jsonb_build_object('dry_run', v_is_try);
    if v_is_try then
        raise exception using errcode = 'TU005', message = 'dry run', detail = v_result::text;
    end if;
    return v_result;
exception when sqlstate 'TU005' then
    get stacked diagnostics v_told = pg_exception_detail;
    return v_told::jsonb;
end
$$;
comment on function turno.contact_wipe_or_try(bigint, text, bigint, text, jsonb) is 'Forgets a contact, or tries it (R39).';
revoke execute on function turno.contact_wipe_or_try(bigint, text, bigint, text, jsonb) from public;
grant execute on function turno.contact_wipe_or_try(bigint, text, bigint, text, jsonb) to turno_act;
