-- Purpose: what a practice still lacks before it can be done (R37), once p_values ({name: value}) are written: required
--          fields, ticks of the checklist, documents to produce.
-- Returns: {} or {"fields.NAME": "required", checks: "open", documents: "missing"}.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.practice_missing(p_practice bigint, p_values jsonb)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select coalesce(jsonb_object_agg(x.member, x.word), '{}') from (
        select 'fields.' || f.name, 'required' from practice_field f
        where f.practice_id = p_practice and f.is_required
            and case when p_values ? f.name then p_values ->> f.name else f.value end is null
        union all
        select 'checks', 'open' where exists (select from practice_check c where c.practice_id = p_practice and c.done_at is null)
        union all
        select 'documents', 'missing' where exists (select from practice_document d
            where d.practice_id = p_practice and d.is_asked and d.attachment_id is null)) x(member, word);
$$;
comment on function turno.practice_missing(bigint, jsonb) is 'What a practice lacks before it is done (R37).';
revoke execute on function turno.practice_missing(bigint, jsonb) from public;
grant execute on function turno.practice_missing(bigint, jsonb) to turno_act, turno_web;
