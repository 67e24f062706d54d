-- Purpose: what the office set up, for its administrators (R4; p: noun, and for one row values with its key; for contacts find,
--          limit, after). Nouns are those of turno(1), and log: what was done, newest first, before: id.
-- Returns: {noun, rows} or {noun, row}. TU002 for who is no administrator, and for a row that is not there.
-- Calls:   admin_required, admin_function and what it names. Writes: nothing.
create or replace function turno.page_admin(p jsonb)
returns jsonb
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
declare
    v_is_one boolean := p ? 'values';
    v_function text := admin_function(p ->> 'noun', case when v_is_one then 'show' else 'list' end);
    v_argument jsonb := case when v_is_one then p -> 'values'
        else jsonb_strip_nulls(jsonb_build_object('find', p ->> 'find', 'limit', coalesce(p ->> 'limit', '50'), 'after', p ->> 'after')) end;
    v_result jsonb;
begin
    perform admin_required();
    if p ->> 'noun' = 'log' then
        return jsonb_build_object('noun', 'log', 'rows', (select coalesce(jsonb_agg(to_jsonb(x) order by x.id desc), '[]')
            from (select l.id, l.at, o.login, l.noun, l.verb, l.key, l.members
                from admin_log l left join operator o on o.id = l.operator_id
                where l.id < coalesce((p ->> 'before')::bigint, 9223372036854775807)
                order by l.id desc limit least(coalesce((p ->> 'limit')::integer, 50), 200)) x));
    elsif v_function is null then
        raise exception using errcode = 'TU002', message = 'There is no such page.';
    end if;
    execute format('select turno.%I($1)', v_function) into v_result using v_argument;
    return jsonb_build_object('noun', p ->> 'noun', case when v_is_one then 'row' else 'rows' end, v_result);
exception when sqlstate 'TU003' then
    raise exception using errcode = 'TU002', message = sqlerrm;
end
$$;
comment on function turno.page_admin(jsonb) is 'Lists and rows of the administration, for the web (R4).';
alter function turno.page_admin(jsonb) owner to turno_act;
revoke execute on function turno.page_admin(jsonb) from public;
grant execute on function turno.page_admin(jsonb) to turno_web;
