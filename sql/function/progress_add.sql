-- Purpose: turno progress add.
-- Returns: the state as shown.
-- Calls:   admin_refuse, progress_change. Writes: practice_state.
create or replace function turno.progress_add(p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_id bigint;
begin
    if coalesce(p ->> 'name_it', '') = '' then
        perform admin_refuse('A state needs a name.', 'name_it');
    elsif exists (select from practice_state s where lower(p ->> 'name_it') in (lower(s.name_it), lower(s.name_en))) then
        perform admin_refuse(format('There is a state "%s" already.', p ->> 'name_it'), 'name_it');
    end if;
    insert into practice_state (name_it, name_en, rank)
    select p ->> 'name_it', coalesce(nullif(p ->> 'name_en', ''), p ->> 'name_it'), coalesce(max(s.rank) filter (where not s.is_end), 0) + 1
    from practice_state s
    returning id into v_id;
    return progress_change(v_id, p);
end
$$;
comment on function turno.progress_add(jsonb) is 'Adds a state of practices, before those that end them (R37).';
revoke execute on function turno.progress_add(jsonb) from public;
grant execute on function turno.progress_add(jsonb) to turno_act;
