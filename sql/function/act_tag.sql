-- Purpose: an operator puts tags on a ticket and takes some off (M14; p: ticket, add, remove: words or lists of them, form_key). A closed
--          ticket takes them too. At most 20 stay on a ticket.
-- Returns: {ok, ticket, seen, done: tagged or unchanged} or {ok: false, errors: {add: form | long}}.
-- Calls:   act_begin, tag_words, ticket_tag_set, act_end. Writes: what ticket_tag_set does.
create or replace function turno.act_tag(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v record;
    v_add text[] := tag_words(p -> 'add');
    v_remove text[] := tag_words(p -> 'remove');
begin
    select * into v from act_begin(p, true);
    if v.done is not null then
        return v.done;
    elsif exists (select from unnest(v_add) x where x !~ '^[[:alnum:]][[:alnum:] _.-]{0,39}$') then
        return '{"ok": false, "errors": {"add": "form"}}';
    elsif (select count(*) from (select g.tag from ticket_tag g where g.ticket_id = v.ticket_id and g.tag <> all (v_remove) union select unnest(v_add)) x) > 20 then
        return '{"ok": false, "errors": {"add": "long"}}';
    end if;
    return act_end(p, v.session_id, v.ticket_id, jsonb_build_object('done', case
        when ticket_tag_set(v.ticket_id, v_add, v_remove, 'operator', v.operator_id, v.channel) then 'tagged' else 'unchanged' end));
end
$$;
comment on function turno.act_tag is 'An operator puts tags on a ticket and takes some off (M14).';
alter function turno.act_tag owner to turno_act;
revoke execute on function turno.act_tag from public;
grant execute on function turno.act_tag to turno_web;
