-- Purpose: the logo of the office (R34) from an upload that its caller has found to be his own; null takes it away.
-- Returns: null, or the word of what is wrong: large, picture.
-- Calls:   logo_type. Writes: office_logo.
create or replace function turno.logo_set(p_attachment bigint)
returns text
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_bytes bytea;
    v_type text;
begin
    if p_attachment is not null then
        if (select a.size from attachment a where a.id = p_attachment) > 20480 then
            return 'large';
        end if;
        select string_agg(c.bytes, '' order by c.seq) into v_bytes from attachment a join blob_chunk c on c.blob_id = a.blob_id where a.id = p_attachment;
        v_type := logo_type(v_bytes);
        if v_type is null then
            return 'picture';
        end if;
    end if;
    perform pg_advisory_xact_lock(hashtext('turno.logo'));
    delete from office_logo;
    insert into office_logo (bytes, type) select v_bytes, v_type where v_type is not null;
    return null;
end
$$;
comment on function turno.logo_set(bigint) is 'Sets the logo of the office, or takes it away (R34).';
alter function turno.logo_set(bigint) owner to turno_gateway;
revoke execute on function turno.logo_set(bigint) from public;
grant execute on function turno.logo_set(bigint) to turno_act;
