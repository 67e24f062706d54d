-- Purpose: what an operator wants made of a mail in triage (p as act_mail_open takes it), with what he does not say taken from the mail:
--          contact by address, else with create or add_address its name and address, subject, text and all documents; of a forward those of the original (M10).
-- Returns: p with these members.
-- Calls:   mail_proposal. Writes: nothing.
create or replace function turno.mail_form(p jsonb, p_language text)
returns jsonb
language sql stable
set search_path = turno, pg_temp
as $$
    select jsonb_build_object('subject', x.w -> 'subject', 'text', x.w -> 'text', 'name', coalesce(nullif(x.w ->> 'name', ''), x.w ->> 'address'),
            'address', x.w -> 'address', 'contact', case when (p ->> 'create')::boolean is not true then (select coalesce(c.merged_into, c.id)
                from address a join contact c on c.id = a.contact_id where a.folded = x.w ->> 'address') end,
            'documents', (select coalesce(jsonb_agg(n), '[]') from generate_series(1, jsonb_array_length(x.w -> 'attachments')) n))
        || jsonb_strip_nulls(p)
    from (select mail_proposal((p ->> 'mail')::bigint, p_language, coalesce((p ->> 'forwarded')::boolean, true)) as w) x;
$$;
comment on function turno.mail_form(jsonb, text) is 'What is made of a mail in triage where nobody says otherwise (R31).';
alter function turno.mail_form(jsonb, text) owner to turno_act;
revoke execute on function turno.mail_form(jsonb, text) from public;
