-- Purpose: the p_seq-th piece (from 0) of a file that export_files named, encoded as it is stored.
-- Returns: bytes; null past the end, or when the caller may not see it.
-- Calls:   viewer, blob_part. Writes: nothing.
create or replace function turno.export_chunk(p_source text, p_id bigint, p_seq integer)
returns bytea
language plpgsql stable
set search_path = turno, pg_temp
as $$
begin
    if p_source in ('original', 'receipt') then
        return (select blob_part(m.blob_id, 0, 1::bigint << 60, p_seq)
            from mail m
            where m.id = p_id and case p_source when 'receipt'
                    then m.outcome = 'event' and m.ticket_id is not null and m.trace @? '$[*] ? (@.step == "pec" && @.is == "receipt")'
                    else exists (select from post q where q.mail_id = m.id and q.author_kind = 'contact') end
                and (not row_security_active('turno.mail')
                or exists (select from viewer() v where v.operator_id is not null)));
    end if;
    return (select blob_part(coalesce(a.blob_id, m.blob_id), coalesce(a.raw_offset, 0), coalesce(a.raw_length, a.size), p_seq)
        from attachment a left join mail m on m.id = a.mail_id
        where a.id = p_id and (a.practice_id is not null or exists (select from post q where q.id = a.post_id))
            and (not row_security_active('turno.mail') or exists (select from viewer())));
end
$$;
comment on function turno.export_chunk(text, bigint, integer) is 'Bytes of a file of an export, piece by piece.';
revoke execute on function turno.export_chunk(text, bigint, integer) from public;
grant execute on function turno.export_chunk(text, bigint, integer) to turno_act;
