-- Purpose: An operator ties a practice to one more ticket of the same customer (p: practice, ticket, form_key); he sees both.
-- Returns: {ok} or {ok: false, errors: {ticket: "customer"}}. TU002 when he may not see one of them.
-- Calls:   act_begin, practice_act, practice_link, form_keep. Writes: what practice_link writes, form_key.
create or replace function turno.act_practice_link(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v record;
    v_customer bigint;
    v_done jsonb := (select b.done from act_begin(p, true) b);
begin
    if v_done is not null then
        return v_done;
    end if;
    select t.customer_id into v_customer from ticket t where t.id = (p ->> 'ticket')::bigint;
    select * into v from practice_act(p, false);
    if v_customer <> (v.practice).customer_id then
        return '{"ok": false, "errors": {"ticket": "customer"}}';
    end if;
    perform practice_link((v.practice).id, (p ->> 'ticket')::bigint, v.operator_id, v.channel);
    return form_keep(v.session_id, p, '{"ok": true}');
end
$$;
comment on function turno.act_practice_link(jsonb) is 'Ties a practice to one more ticket (R37).';
alter function turno.act_practice_link(jsonb) owner to turno_act;
revoke execute on function turno.act_practice_link(jsonb) from public;
grant execute on function turno.act_practice_link(jsonb) to turno_web;
