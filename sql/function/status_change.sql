-- Purpose: writes the members that p has; a new default, opening or closing status takes the old one's place (R16).
-- Returns: the status as shown.
-- Calls:   admin_keys, admin_choice, admin_refuse, status_json. Writes: status.
create or replace function turno.status_change(p_status bigint, p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_old status;
    v_turn text;
begin
    perform admin_keys(p, '{name_it,new_name,name_en,description,description_en,colour,turn,is_default,is_opening,is_closing}');
    perform admin_choice(p, 'turn', '{operator,contact,closed}');
    select * into v_old from status s where s.id = p_status;
    v_turn := coalesce(p ->> 'turn', v_old.turn);
    if exists (select from status s cross join unnest(array[p ->> 'new_name', p ->> 'name_en']) n
            where s.id <> p_status and lower(n) in (lower(s.name_it), lower(s.name_en))) then
        perform admin_refuse('Another status has this name already.', 'new_name');
    end if;
    if p ->> 'colour' !~ '^#[0-9a-f]{6}$' then
        perform admin_refuse('A colour is written #rrggbb, in lower case.', 'colour');
    end if;
    if v_turn <> v_old.turn and (v_old.is_builtin or exists (select from ticket t where t.status_id = p_status)) then
        perform admin_refuse('The turn of a built-in status, or of one in use, cannot change.', 'turn');
    end if;
    if (v_old.is_default and (not coalesce((p ->> 'is_default')::boolean, true) or v_turn <> v_old.turn))
        or (v_old.is_opening and not coalesce((p ->> 'is_opening')::boolean, true))
        or (v_old.is_closing and not coalesce((p ->> 'is_closing')::boolean, true)) then
        perform admin_refuse('One status must be default, opening or closing: choose another one for it instead.');
    end if;
    if ((p ->> 'is_opening')::boolean and v_turn = 'closed') or ((p ->> 'is_closing')::boolean and v_turn <> 'closed') then
        perform admin_refuse('The opening status is not of turn closed; the closing status is.');
    end if;
    update status set is_default = false where (p ->> 'is_default')::boolean and turn = v_turn and id <> p_status;
    update status set is_opening = false where (p ->> 'is_opening')::boolean and id <> p_status;
    update status set is_closing = false where (p ->> 'is_closing')::boolean and id <> p_status;
    update status set name_it = coalesce(nullif(p ->> 'new_name', ''), name_it), name_en = coalesce(p ->> 'name_en', name_en),
        description = coalesce(p ->> 'description', description),
        description_en = coalesce(p ->> 'description_en', description_en),
        colour = coalesce(p ->> 'colour', colour), turn = v_turn,
        is_default = coalesce((p ->> 'is_default')::boolean, is_default),
        is_opening = coalesce((p ->> 'is_opening')::boolean, is_opening),
        is_closing = coalesce((p ->> 'is_closing')::boolean, is_closing)
    where id = p_status;
    return status_json(p_status);
end
$$;
comment on function turno.status_change(bigint, jsonb) is 'What status add and set have in common.';
revoke execute on function turno.status_change(bigint, jsonb) from public;
grant execute on function turno.status_change(bigint, jsonb) to turno_act;
