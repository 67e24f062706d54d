-- Purpose: the form of a new ticket, as an operator sends it (R30, R32; p: what it is for: open | draft | find, draft: the ticket that is
--          one; for whom as open_who reads it, of a new one new_name, new_mail and as customer_said has it; place for the address of act_open, the rest as that).
-- Returns: {ok, ticket, done: opened | closed | drafted} or {ok: false, errors: {field: word}}, no error when it was a search: the page is to
--          show who was found. TU002, TU003 as act_open and act_draft_save.
-- Calls:   operator_who, form_done, open_who, customer_said, open_errors, address_error, contact_make, act_open, act_draft_save, act_draft_send. Writes: what
--          those write.
create or replace function turno.act_open_form(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v record;
    v_who jsonb := open_who(p);
    v_form jsonb := p - '{contact,customer,new_customer,new_customer_id,found,contact_text,what,draft,ticket}'::text[] || jsonb_build_object('address', coalesce(p ->> 'place', ''),
        'contact', v_who -> 'contact', 'customer', v_who -> 'customer', 'pass_turn', coalesce((p ->> 'pass_turn')::boolean, false),
        'close', coalesce((p ->> 'close')::boolean, false))
        || case when p ? 'draft' then jsonb_build_object('ticket', p -> 'draft') else '{}' end;
    v_customer jsonb := customer_said(p);
    v_is_draft boolean := p ->> 'what' = 'draft' or p ? 'draft';
    v_result jsonb;
begin
    select * into v from operator_who();
    v_result := form_done(v.session_id, p);
    if v_result is not null then
        return v_result;
    elsif (v_who ->> 'is_search')::boolean then
        return '{"ok": false, "errors": {}}';
    elsif (v_who ->> 'is_new')::boolean then
        v_result := open_errors(v_form, v.operator_id, v_is_draft) - 'contact' || jsonb_strip_nulls(jsonb_build_object(
            'new_name', case when btrim(coalesce(p ->> 'new_name', '')) = '' then 'empty' when length(p ->> 'new_name') > 200 then 'long' end,
            'new_mail', address_error(null, p ->> 'new_mail'), 'new_customer', v_customer -> 'error'));
        if v_result <> '{}' then
            return jsonb_build_object('ok', false, 'errors', v_result);
        end if;
        v_form := v_form || jsonb_build_object('contact', contact_make(null, (v_customer ->> 'id')::bigint, p ->> 'new_name', btrim(p ->> 'new_mail'), v.language));
    end if;
    if not v_is_draft then
        return act_open(v_form);
    elsif p ->> 'what' = 'draft' then
        return act_draft_save(v_form);
    end if;
    v_result := act_draft_save(v_form - 'form_key');
    return case when (v_result ->> 'ok')::boolean then act_draft_send(v_form) else v_result end;
exception when unique_violation then
    return '{"ok": false, "errors": {"new_mail": "owned"}}';
end
$$;
comment on function turno.act_open_form(jsonb) is 'An operator opens a ticket, or drafts it, by the form of the web (R30, R32).';
alter function turno.act_open_form(jsonb) owner to turno_act;
revoke execute on function turno.act_open_form(jsonb) from public;
grant execute on function turno.act_open_form(jsonb) to turno_web;
