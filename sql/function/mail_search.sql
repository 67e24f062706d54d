-- Purpose: mails by a Message-ID, by the beginning of the sender's address, or by words of the subject, the newest first: of everybody, so the page
--          that asks lets through what its viewer may see. Each way is an index's.
-- Returns: ids below p_before, at most p_limit of each way.
-- Calls:   words_begun. Writes: nothing.
create or replace function turno.mail_search(p_text text, p_before bigint, p_limit integer)
returns setof bigint
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
declare
    v_text text := lower(btrim(left(p_text, 200)));
    v_words tsquery := words_begun(p_text);
begin
    return query
    (select m.id from mail m where m.message_id = btrim(p_text, ' <>') and m.id < p_before order by m.id desc limit p_limit)
    union (select m.id from mail m where v_text <> '' and lower(left(m.from_address, 320)) ~>=~ v_text and lower(left(m.from_address, 320)) ~<~ (v_text || U&'\+10FFFF')
        and m.id < p_before order by m.id desc limit p_limit)
    union (select m.id from mail m where to_tsvector('simple', left(m.subject, 1000)) @@ v_words and m.id < p_before order by m.id desc limit p_limit);
end
$$;
comment on function turno.mail_search(text, bigint, integer) is 'Mails by Message-ID, sender or subject.';
alter function turno.mail_search(text, bigint, integer) owner to turno_gateway;
revoke execute on function turno.mail_search(text, bigint, integer) from public;
grant execute on function turno.mail_search(text, bigint, integer) to turno_act;
