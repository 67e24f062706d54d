-- Purpose: the first page of the administration (R4, R10): how much is set up, what is missing, and the first steps of a new office.
-- Returns: {is_new: a step is open, steps: [{step, is_done}], counts: {NOUN: number}, errors, warnings: numbers of findings, findings:
--          as check_report, each with page: the noun whose page mends it, null for the terminal, key and group}. TU002 for who is no administrator.
-- Calls:   admin_required, health_report, setting_text. Writes: nothing.
create or replace function turno.page_office(p jsonb)
returns jsonb
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
declare
    v_findings jsonb;
    v_steps jsonb;
begin
    perform admin_required();
    select coalesce(jsonb_agg(f || jsonb_build_object('page', w.page, 'key', case when w.page not in ('template', 'setting', 'notice') then nullif(f ->> 'name', '') end,
        'group', case when w.page = 'setting' then split_part(f ->> 'name', '.', 1) end)
        order by (f ->> 'is_error')::boolean desc, n), '[]') into v_findings
    from jsonb_array_elements(health_report()) with ordinality x(f, n)
    left join (values ('category', 'category'), ('operator', 'operator'), ('mailbox', 'mailbox'), ('setting', 'setting'), ('notice', 'notice'),
        ('template', 'template')) w(kind, page) on w.kind = f ->> 'kind';
    v_steps := jsonb_build_array(
        jsonb_build_object('step', 'name', 'page', 'setting', 'is_done', btrim(setting_text('office.name', 'turno')) not in ('', 'turno')),
        jsonb_build_object('step', 'category', 'page', 'category', 'is_done', (select count(*) > 1 from (select from category limit 2) c)),
        jsonb_build_object('step', 'operator', 'page', 'operator', 'is_done', exists (select from operator o where not o.is_admin and o.is_active)),
        jsonb_build_object('step', 'right', 'page', 'right', 'is_done', not exists (select from category c where not exists (select from operator_category oc
            join operator o on o.id = oc.operator_id where oc.category_id = c.id and o.is_active))),
        jsonb_build_object('step', 'mailbox', 'page', 'mailbox', 'is_done', exists (select from mailbox m where m.is_active and m.fetched_at is not null)),
        jsonb_build_object('step', 'alert', 'page', 'setting', 'is_done', setting_text('notice.admin_address', '') <> ''));
    return jsonb_build_object('steps', v_steps, 'is_new', v_steps @> '[{"is_done": false}]', 'findings', v_findings,
        'errors', (select count(*) from jsonb_array_elements(v_findings) f where (f ->> 'is_error')::boolean),
        'warnings', (select count(*) from jsonb_array_elements(v_findings) f where not (f ->> 'is_error')::boolean),
        'counts', jsonb_build_object('category', (select count(*) from category), 'operator', (select count(*) from operator o where o.is_active),
            'mailbox', (select count(*) from mailbox m where m.is_active), 'status', (select count(*) from status),
            'priority', (select count(*) from priority), 'route', (select count(*) from route r where r.is_active),
            'template', (select count(*) from template)));
end
$$;
comment on function turno.page_office(jsonb) is 'Overview of the administration (R4, R10).';
alter function turno.page_office(jsonb) owner to turno_act;
revoke execute on function turno.page_office(jsonb) from public;
grant execute on function turno.page_office(jsonb) to turno_web;
