-- Purpose: what stands below a mail and on the pages of contacts: the office, where it is and when it answers (R34).
-- Returns: {name, footer, address, phone, hours, timezone}; "" for what is not set.
-- Calls:   setting_text. Writes: nothing.
create or replace function turno.office_json()
returns jsonb
language sql stable
as $$
    select jsonb_object_agg(x.name, turno.setting_text('office.' || x.name, case x.name when 'name' then 'turno' when 'timezone' then 'Europe/Rome' else '' end))
    from unnest('{name,footer,address,phone,hours,timezone}'::text[]) x(name);
$$;
comment on function turno.office_json is 'The office as mails and pages show it (R34).';
revoke execute on function turno.office_json from public;
grant execute on function turno.office_json to turno_gateway, turno_act;
