-- Purpose: what is wrong with a ticket that somebody opens on the web (p as act_contact_open takes it).
-- Returns: {} or {field: word}: category empty, not_offered, below (one below must be chosen); subject, address, latitude, longitude as
--          describe_errors; text empty, long; files; privacy empty, changed (where the office has a notice).
-- Calls:   category_is_offered, category_offered, describe_errors, form_text, upload_list, privacy_notice. Writes: nothing.
create or replace function turno.contact_open_errors(p jsonb, p_language text)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select describe_errors(jsonb_build_object('subject', coalesce(p ->> 'subject', ''), 'address', p ->> 'address',
            'latitude', p ->> 'latitude', 'longitude', p ->> 'longitude'))
        || coalesce(jsonb_object_agg(x.field, x.word) filter (where x.word is not null), '{}')
    from privacy_notice(p_language) n cross join lateral (values
        ('category', case when nullif(p ->> 'category', '') is null then 'empty'
            when not category_is_offered((p ->> 'category')::bigint) then 'not_offered'
            when exists (select from category_offered((p ->> 'category')::bigint)) then 'below' end),
        ('text', case when length(p ->> 'text') > 100000 then 'long' when form_text(p ->> 'text') = ''
            and jsonb_array_length(coalesce(p -> 'uploads', '[]')) = 0 then 'empty' end),
        ('files', case when jsonb_array_length(coalesce(p -> 'uploads', '[]')) > 0
            and jsonb_array_length(upload_list(p -> 'uploads')) <> jsonb_array_length(p -> 'uploads') then 'files' end),
        ('privacy', case when n ->> 'text' = '' then null when coalesce(p ->> 'privacy', '') = '' then 'empty'
            when p ->> 'privacy' <> n ->> 'version' then 'changed' end)) x(field, word);
$$;
comment on function turno.contact_open_errors(jsonb, text) is 'Errors of a ticket opened on the web, by field (R7, R30).';
alter function turno.contact_open_errors(jsonb, text) owner to turno_act;
revoke execute on function turno.contact_open_errors(jsonb, text) from public;
