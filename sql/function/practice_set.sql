-- Purpose: turno practice set (p: practice; subject, description, due_on, assignee, state, category, level, fields; check and
--          uncheck: numbers of items; reference; ticket: one more).
-- Returns: the practice as shown.
-- Calls:   admin_keys, admin_refuse, practice_find, practice_words, practice_tick, practice_link, practice_update, practice_said,
--          practice_json. Writes: what those write, practice.
create or replace function turno.practice_set(p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_practice bigint := practice_find(p ->> 'practice');
    v_item record;
begin
    perform admin_keys(p, '{practice,subject,description,due_on,assignee,state,category,level,fields,check,uncheck,reference,ticket}');
    if exists (select from practice x where x.id <> v_practice and lower(x.reference) = lower(p ->> 'reference')) then
        perform admin_refuse(format('There is a practice "%s" already.', p ->> 'reference'));
    end if;
    if p ? 'ticket' and not exists (select from ticket t where t.id = (p ->> 'ticket')::bigint) then
        perform admin_refuse(format('There is no ticket %s.', p ->> 'ticket'));
    end if;
    perform practice_link(v_practice, (p ->> 'ticket')::bigint, null, 'api') where p ? 'ticket';
    update practice x set reference = p ->> 'reference' where x.id = v_practice and p ? 'reference';
    for v_item in select x.n, true as is_done from jsonb_array_elements_text(coalesce(p -> 'check', '[]')) x(n)
        union all select x.n, false from jsonb_array_elements_text(coalesce(p -> 'uncheck', '[]')) x(n)
    loop
        if v_item.n !~ '^\d{1,9}$' or not practice_tick(v_practice, v_item.n::integer, v_item.is_done, null, 'api') then
            perform admin_refuse(format('The checklist has no item "%s".', v_item.n));
        end if;
    end loop;
    if p ?| '{subject,description,due_on,assignee,state,category,level,fields}' then
        perform practice_said(practice_update(v_practice, practice_words(p), null, 'api'));
    end if;
    return practice_json(v_practice, null);
end
$$;
comment on function turno.practice_set(jsonb) is 'Changes a practice from the command line (R37).';
revoke execute on function turno.practice_set(jsonb) from public;
