-- Purpose: the temporary code of a mail that is about to leave: 40 random bits in eight letters and digits that are not
--          mistaken for one another, good for 15 minutes. Those sent before are good no more.
-- Returns: the code as it is written in the mail; it is never seen again.
-- Calls:   reset_code_digest. Writes: reset_code.
create or replace function turno.reset_code_issue(p_outbox bigint)
returns text
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_random bytea := gen_random_bytes(8);
    v_code text := (select string_agg(substr('23456789ABCDEFGHJKLMNPQRSTUVWXYZ', 1 + get_byte(v_random, i) % 32, 1), '' order by i)
        from generate_series(0, 7) i);
    v_person record;
begin
    select o.operator_id, o.contact_id into v_person from outbox o where o.id = p_outbox;
    delete from reset_code c where c.operator_id = v_person.operator_id or c.contact_id = v_person.contact_id;
    insert into reset_code (outbox_id, operator_id, contact_id, digest, expires_at)
    values (p_outbox, v_person.operator_id, v_person.contact_id,
        reset_code_digest(v_person.operator_id, v_person.contact_id, v_code), clock_timestamp() + interval '15 minutes');
    return substr(v_code, 1, 4) || '-' || substr(v_code, 5);
end
$$;
comment on function turno.reset_code_issue(bigint) is 'Makes the temporary code of a mail; only its digest is kept (R3).';
revoke execute on function turno.reset_code_issue(bigint) from public;
grant execute on function turno.reset_code_issue(bigint) to turno_gateway;
