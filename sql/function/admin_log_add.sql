-- Purpose: notes what an administrator did by the web; written by the gateway, because with it he may have given up the right.
-- Returns: nothing.
-- Calls:   nothing. Writes: admin_log.
create or replace function turno.admin_log_add(p_operator bigint, p_noun text, p_verb text, p_key text, p_values jsonb)
returns void
language sql volatile security definer
set search_path = turno, pg_temp
as $$
    insert into admin_log (operator_id, noun, verb, key, members)
    values (p_operator, p_noun, p_verb, left(coalesce(p_key, ''), 300), array(select k from jsonb_object_keys(p_values) k order by k));
$$;
comment on function turno.admin_log_add is 'Notes an act of administration.';
alter function turno.admin_log_add owner to turno_gateway;
revoke execute on function turno.admin_log_add from public;
grant execute on function turno.admin_log_add to turno_act;
