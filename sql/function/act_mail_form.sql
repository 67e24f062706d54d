-- Purpose: the form that makes a ticket of a mail, as an operator sends it (R31; p: mail, what: open | find; for whom as open_who reads it, a new one with new_name and
--          new_mail, of a customer as customer_said has it; own: the address becomes the chosen contact's too; itself; category, subject, text, documents, tell, form_key).
-- Returns: as act_mail_open; {ok: false, errors: {}} when it was a search.
-- Calls:   viewer_required, open_who, customer_said, mail_waiting, mail_proposal, act_mail_open. Writes: what that writes.
create or replace function turno.act_mail_form(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_who jsonb := open_who(p);
    v_customer jsonb := customer_said(p);
    v_result jsonb;
begin
    perform viewer_required();
    if (v_who ->> 'is_search')::boolean then
        perform mail_waiting((p ->> 'mail')::bigint);
        return '{"ok": false, "errors": {}}';
    end if;
    v_result := act_mail_open(p - '{found,contact_text,what,customer,new_customer,new_customer_id,import}'::text[] || jsonb_build_object('contact', v_who -> 'contact',
        'create', v_who -> 'is_new', 'name', p -> 'new_name',
        'customer', case when v_customer ? 'error' then '0' else v_customer -> 'id' end, -- nobody's number: all that is wrong is said at once
        'add_address', coalesce((p ->> 'own')::boolean, false) and not (v_who ->> 'is_new')::boolean,
        'address', case when (v_who ->> 'is_new')::boolean then btrim(p ->> 'new_mail')
            else mail_proposal((p ->> 'mail')::bigint, 'it', coalesce((p ->> 'itself')::boolean, false) is false) ->> 'address' end,
        'tell', coalesce((p ->> 'tell')::boolean, false)));
    return case when (v_result ->> 'ok')::boolean then v_result else jsonb_build_object('ok', false, 'errors', (v_result -> 'errors') - '{address,customer}'::text[]
        || jsonb_strip_nulls(jsonb_build_object('new_name', v_result #> '{errors,name}',
            'new_customer', case when v_result -> 'errors' ? 'customer' then v_customer -> 'error' end,
            case when (v_who ->> 'is_new')::boolean then 'new_mail' else 'own' end, v_result #> '{errors,address}'))) end;
end
$$;
comment on function turno.act_mail_form(jsonb) is 'An operator makes a ticket of a mail by the form of the web (R31).';
alter function turno.act_mail_form(jsonb) owner to turno_act;
revoke execute on function turno.act_mail_form(jsonb) from public;
grant execute on function turno.act_mail_form(jsonb) to turno_web;
