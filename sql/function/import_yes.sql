-- Purpose: yes and no as people write them in a table.
-- Returns: true or false; null for nothing; a refusal for anything else.
-- Calls:   admin_refuse. Writes: nothing.
create or replace function turno.import_yes(p_text text)
returns boolean
language plpgsql immutable
set search_path = turno, pg_temp
as $$
begin
    if lower(p_text) not in ('si', 'sì', 's', 'x', 'yes', 'y', 'true', 'vero', '1', 'no', 'n', 'false', 'falso', '0') then
        perform admin_refuse(format('"%s" is neither yes nor no.', p_text));
    end if;
    return lower(p_text) in ('si', 'sì', 's', 'x', 'yes', 'y', 'true', 'vero', '1');
end
$$;
comment on function turno.import_yes(text) is 'A yes or no of a CSV file.';
revoke execute on function turno.import_yes(text) from public;
