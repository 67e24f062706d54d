-- Purpose: what is wrong with the ticket that an operator makes of a mail (p as act_mail_open takes it).
-- Returns: {} or {field: word}: contact empty, unknown; name empty; address of contact, operator, office, bad: not one for a new contact;
--          other: for a contact that there is, none that the mail comes from; category empty, not_yours; subject as describe_errors; text empty.
-- Calls:   describe_errors, address_owner, mail_proposal. Writes: nothing.
create or replace function turno.mail_open_errors(p jsonb, p_operator bigint)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select describe_errors(jsonb_build_object('subject', coalesce(p ->> 'subject', '')))
        || coalesce(jsonb_object_agg(x.field, x.word) filter (where x.word is not null), '{}')
    from (values
        ('contact', case when (p ->> 'create')::boolean then null when nullif(p ->> 'contact', '') is null then 'empty'
            when not exists (select from contact c where c.id = (p ->> 'contact')::bigint) then 'unknown' end),
        ('name', case when (p ->> 'create')::boolean and btrim(coalesce(p ->> 'name', '')) = '' then 'empty' end),
        ('address', case when (p ->> 'create')::boolean or (p ->> 'add_address')::boolean
            then coalesce(nullif(address_owner(p ->> 'address'), 'none'), case when not (p ->> 'create')::boolean is true
                and lower(p ->> 'address') not in (select mail_proposal((p ->> 'mail')::bigint, 'it', b) ->> 'address'
                    from unnest('{true,false}'::boolean[]) b) then 'other' end) end),
        ('customer', case when (p ->> 'create')::boolean and nullif(p ->> 'customer', '') is not null and not exists (select
            from customer u where u.id = (p ->> 'customer')::bigint) then 'unknown' end),
        ('category', case when nullif(p ->> 'category', '') is null then 'empty'
            when not exists (select from operator_scope s where s.operator_id = p_operator
                and s.category_id = (p ->> 'category')::bigint) then 'not_yours' end),
        ('text', case when btrim(coalesce(p ->> 'text', ''), E' \t\n\r') = '' and jsonb_array_length(coalesce(p -> 'documents', '[]')) = 0
            then 'empty' end)) x(field, word);
$$;
comment on function turno.mail_open_errors(jsonb, bigint) is 'Errors of a ticket made of a mail, by field (R31).';
alter function turno.mail_open_errors(jsonb, bigint) owner to turno_act;
revoke execute on function turno.mail_open_errors(jsonb, bigint) from public;
