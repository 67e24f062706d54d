-- Purpose: what is wrong with a ticket that an operator opens or drafts (p as act_open takes it). His own categories only (R7).
-- Returns: {} or {field: word}: contact empty, unknown, other_customer; category empty, not_yours; priority unknown; channel form; text
--          empty; files; and those of describe_errors. A draft may be without subject and text.
-- Calls:   describe_errors, upload_list. Writes: nothing.
create or replace function turno.open_errors(p jsonb, p_operator bigint, p_is_draft boolean)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select describe_errors(case when p_is_draft and coalesce(p ->> 'subject', '') = '' then p - 'subject'
            else jsonb_build_object('subject', '') || p end)
        || coalesce(jsonb_object_agg(x.field, x.word) filter (where x.word is not null), '{}')
    from (values
        ('contact', case when coalesce(nullif(p ->> 'contact', ''), nullif(p ->> 'customer', '')) is null then 'empty'
            when nullif(p ->> 'contact', '') is null then case when not exists (select from customer u
                where u.id = (p ->> 'customer')::bigint) then 'unknown' end
            when not exists (select from contact c where c.id = (p ->> 'contact')::bigint) then 'unknown'
            when nullif(p ->> 'customer', '') is not null and not exists (select from contact c
                where c.id = (p ->> 'contact')::bigint and c.customer_id = (p ->> 'customer')::bigint) then 'other_customer' end),
        ('category', case when nullif(p ->> 'category', '') is null then 'empty'
            when not exists (select from operator_scope s where s.operator_id = p_operator
                and s.category_id = (p ->> 'category')::bigint) then 'not_yours' end),
        ('priority', case when nullif(p ->> 'priority', '') is not null and not exists (select from priority r
            where r.id = (p ->> 'priority')::bigint) then 'unknown' end),
        ('channel', case when nullif(p ->> 'channel', '') not in ('mail', 'pec', 'web', 'phone', 'desk', 'api') then 'form' end),
        ('text', case when not p_is_draft and (p ->> 'close')::boolean and btrim(coalesce(p ->> 'text', ''), E' \t\n\r') = ''
            and jsonb_array_length(coalesce(p -> 'uploads', '[]')) = 0 then 'empty' end),
        ('files', case when jsonb_array_length(upload_list(p -> 'uploads')) <> jsonb_array_length(coalesce(p -> 'uploads', '[]'))
            then 'files' end)) x(field, word);
$$;
comment on function turno.open_errors(jsonb, bigint, boolean) is 'Errors of a ticket that an operator opens, by field (R7, R30).';
alter function turno.open_errors(jsonb, bigint, boolean) owner to turno_act;
revoke execute on function turno.open_errors(jsonb, bigint, boolean) from public;
