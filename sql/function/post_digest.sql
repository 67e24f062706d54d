-- Purpose: the digest of a post that the event chain holds (R23). Salted per post, so that after an
--          erasure (R39) the digest can stay while nobody can test guesses of the text against it.
-- Returns: SHA-256 of salt, digests of text and visible text, digests of the documents in any order.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.post_digest(p_salt bytea, p_text text, p_visible_text text,
    p_documents bytea[] default '{}')
returns bytea
language plpgsql immutable parallel safe
set search_path = turno, pg_temp
as $$
begin
    return (select sha256(p_salt || sha256(convert_to(p_text, 'UTF8')) || sha256(convert_to(p_visible_text, 'UTF8'))
            || coalesce((select string_agg(d.sha256, ''::bytea order by d.sha256)
                         from unnest(p_documents) d(sha256)), ''::bytea)));
end
$$;
comment on function turno.post_digest(bytea, text, text, bytea[]) is
    'Salted digest of a post: salt, texts, SHA-256 of each document (R23).';
revoke execute on function turno.post_digest(bytea, text, text, bytea[]) from public;
grant execute on function turno.post_digest(bytea, text, text, bytea[]) to turno_gateway;
