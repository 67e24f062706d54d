-- Purpose: what somebody says of a ticket in a form (p as act_describe takes it, without errors), as ticket_describe takes it.
-- Returns: an object with the members that p has.
-- Calls:   date_read, decimal_read. Writes: nothing.
create or replace function turno.describe_members(p jsonb)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select case when p ? 'subject'
            then jsonb_build_object('subject', btrim(regexp_replace(p ->> 'subject', '[[:cntrl:][:space:]]+', ' ', 'g'))) else '{}' end
        || case when p ? 'reference' then jsonb_build_object('reference', btrim(coalesce(p ->> 'reference', ''))) else '{}' end
        || case when p ?| '{timing,due_on}' then jsonb_build_object('due_on',
            case when p ->> 'timing' is distinct from 'now' then date_read(p ->> 'due_on') end) else '{}' end
        || case when p ?| '{address,latitude,longitude}' then jsonb_build_object('place', jsonb_build_object(
            'address', btrim(coalesce(p ->> 'address', '')), 'latitude', decimal_read(p ->> 'latitude'),
            'longitude', decimal_read(p ->> 'longitude'))) else '{}' end;
$$;
comment on function turno.describe_members is 'What a form says of a ticket, as the kernel takes it.';
alter function turno.describe_members owner to turno_act;
revoke execute on function turno.describe_members from public;
