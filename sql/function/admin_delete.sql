-- Purpose: the last step of a removal. What this version does not count beforehand still stands in the way by its foreign
--          key: then the sentence names the table.
-- Returns: nothing.
-- Calls:   admin_refuse. Writes: the table named.
create or replace function turno.admin_delete(p_what text, p_table regclass, p_id bigint)
returns void
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_user text;
begin
    execute format('delete from %s where id = $1', p_table) using p_id;
exception when foreign_key_violation then
    get stacked diagnostics v_user = table_name;
    perform admin_refuse(format('%s is in use: %s.', p_what, replace(v_user, '_', ' ')));
end
$$;
comment on function turno.admin_delete(text, regclass, bigint) is 'Deletes a row, or refuses with what uses it (R13).';
revoke execute on function turno.admin_delete(text, regclass, bigint) from public;
grant execute on function turno.admin_delete(text, regclass, bigint) to turno_act;
