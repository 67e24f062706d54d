-- Purpose: the form that makes a ticket of a mail that waits (p: mail, language, forwarded: false for the mail itself) (R31).
-- Returns: {mail, trust, address, name, subject, text, forwarded, documents: [{n, name, size}], contact: whose address it is, or null, owner:
--          none | contact | operator | office, categories: his own}. TU002, TU003 as mail_waiting.
-- Calls:   operator_who, mail_waiting, mail_proposal. Writes: nothing.
create or replace function turno.page_mail_open(p jsonb)
returns jsonb
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
declare
    v record;
    v_mail bigint := (p ->> 'mail')::bigint;
    v_proposal jsonb;
begin
    select * into v from operator_who();
    perform mail_waiting(v_mail);
    v_proposal := mail_proposal(v_mail, p ->> 'language', coalesce((p ->> 'forwarded')::boolean, true));
    return (v_proposal - 'attachments') || jsonb_build_object('mail', v_mail, 'trust', (select m.trust from mail m where m.id = v_mail),
        'documents', (select coalesce(jsonb_agg(jsonb_build_object('n', n, 'name', a ->> 'name', 'size', a -> 'size') order by n), '[]')
            from jsonb_array_elements(v_proposal -> 'attachments') with ordinality x(a, n)),
        'contact', (select jsonb_build_object('id', c.id, 'name', c.name, 'customer', u.name)
            from address d join contact c on c.id = d.contact_id join customer u on u.id = c.customer_id
            where d.folded = v_proposal ->> 'address'),
        'owner', address_owner(v_proposal ->> 'address'),
        'categories', (select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'path', c.path) order by lower(c.path)), '[]')
            from category c where c.id in (select s.category_id from operator_scope s where s.operator_id = v.operator_id)));
end
$$;
comment on function turno.page_mail_open(jsonb) is 'The form that makes a ticket of a mail that waits (R31).';
alter function turno.page_mail_open(jsonb) owner to turno_act;
revoke execute on function turno.page_mail_open(jsonb) from public;
grant execute on function turno.page_mail_open(jsonb) to turno_web;
