-- Purpose: the privacy notice that a form shows (R39), settings privacy.notice.it and privacy.notice.en. Who has not
--          signed in yet reads it too: he is asked to agree before he is known.
-- Returns: {version, language, text}; text is "" when the office gave none.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.privacy_notice(p_language text)
returns jsonb
language sql stable security definer
set search_path = turno, pg_temp
as $$
    select jsonb_build_object('version', coalesce((select s.value #>> '{}' from setting s where s.key = 'privacy.version'), '1'),
        'language', l.language,
        'text', coalesce((select s.value #>> '{}' from setting s where s.key = 'privacy.notice.' || l.language), ''))
    from (select case when p_language = 'en' then 'en' else 'it' end as language) l;
$$;
comment on function turno.privacy_notice(text) is 'The privacy notice of the office (R39).';
alter function turno.privacy_notice(text) owner to turno_act;
revoke execute on function turno.privacy_notice(text) from public;
grant execute on function turno.privacy_notice(text) to turno_web, turno_gateway;
