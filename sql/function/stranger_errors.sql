-- Purpose: what is wrong with what an operator wants of a held mail (p as stranger_act takes it; p_split: the ticket that it is split from).
-- Returns: {} or {field: word}.
-- Calls:   describe_errors. Writes: nothing.
create or replace function turno.stranger_errors(p jsonb, p_operator bigint, p_split bigint)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select case when p_split is not null and p ->> 'subject' <> '' then describe_errors(jsonb_build_object('subject', p -> 'subject')) else '{}' end
        || coalesce(jsonb_object_agg(x.field, x.word) filter (where x.word is not null), '{}')
    from (values
        ('contact', case when nullif(p ->> 'contact', '') is not null and not exists (select from contact c
            where c.id = (p ->> 'contact')::bigint and c.merged_into is null and c.erased_at is null) then 'unknown' end),
        ('category', case when p_split is not null and not exists (select from operator_scope s where s.operator_id = p_operator
            and s.category_id = coalesce(nullif(p ->> 'category', '')::bigint, (select t.category_id from ticket t where t.id = p_split)))
            then 'not_yours' end)) x(field, word);
$$;
comment on function turno.stranger_errors(jsonb, bigint, bigint) is 'Errors of what is asked of a held mail, by field (M18).';
alter function turno.stranger_errors(jsonb, bigint, bigint) owner to turno_act;
revoke execute on function turno.stranger_errors(jsonb, bigint, bigint) from public;
