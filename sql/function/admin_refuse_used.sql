-- Purpose: the sentence names what uses it.
-- Returns: nothing.
-- Calls:   admin_uses, admin_refuse. Writes: nothing.
create or replace function turno.admin_refuse_used(p_what text, p_nouns text[], p_counts bigint[])
returns void
language plpgsql immutable
set search_path = turno, pg_temp
as $$
declare
    v_uses text := admin_uses(p_nouns, p_counts);
begin
    if v_uses is not null then
        perform admin_refuse(format('%s is in use: %s.', p_what, v_uses));
    end if;
end
$$;
comment on function turno.admin_refuse_used(text, text[], bigint[]) is 'Refuses a removal while something uses the row (R13).';
revoke execute on function turno.admin_refuse_used(text, text[], bigint[]) from public;
grant execute on function turno.admin_refuse_used(text, text[], bigint[]) to turno_act;
