-- Purpose: a code that a citizen can say on the phone (R32): six signs that nobody confuses, no vowels that make words, one letter at
--          least, so that it is no number.
-- Returns: a code that no ticket has.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.short_code()
returns text
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_code text;
begin
    loop
        v_code := array_to_string(array(
            select substr('23456789BCDFGHJKMNPQRSTVWXZ', 1 + get_byte(b, n) % 27, 1)
            from turno.gen_random_bytes(6) b, generate_series(0, 5) n), '');
        exit when v_code ~ '[A-Z]' and not exists (select from turno.ticket t where t.short_code = v_code);
    end loop;
    return v_code;
end
$$;
comment on function turno.short_code is 'A short code that is free (R32).';
revoke execute on function turno.short_code from public;
grant execute on function turno.short_code to turno_gateway;
