-- Purpose: the settings for administrators, by group (p: group: only that one).
-- Returns: {groups: [{group, settings: as setting_json, by key}]}. TU002 for who is no administrator, and for a group that is not there.
-- Calls:   admin_required, setting_json. Writes: nothing.
create or replace function turno.page_office_setting(p jsonb)
returns jsonb
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
declare
    v_groups jsonb;
begin
    perform admin_required();
    select jsonb_agg(jsonb_build_object('group', g.name, 'settings', g.settings) order by g.n, g.name) into v_groups
    from (select split_part(k.key, '.', 1) as name, min(case split_part(k.key, '.', 1) when 'office' then 0 when 'notice' then 1 else 2 end) as n,
            jsonb_agg(setting_json(k.key) order by k.key <> 'office.name', k.key) as settings
        from setting_known k
        where p ->> 'group' is null or split_part(k.key, '.', 1) = p ->> 'group'
        group by 1) g;
    if v_groups is null then
        raise exception using errcode = 'TU002', message = 'There is no such page.';
    end if;
    return jsonb_build_object('groups', v_groups);
end
$$;
comment on function turno.page_office_setting(jsonb) is 'The settings by group, for administrators.';
alter function turno.page_office_setting(jsonb) owner to turno_act;
revoke execute on function turno.page_office_setting(jsonb) from public;
grant execute on function turno.page_office_setting(jsonb) to turno_web;
