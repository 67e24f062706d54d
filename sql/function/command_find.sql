-- Purpose: what the value of a command names, in the words that pages show: a person, a priority, a status, a day, another ticket, an address.
--          The checks are those of the acts (act_assign, act_level …).
-- Returns: {id} and what else command_do needs; {reason} when there is no such thing, or he may not.
-- Calls:   command_category, levels_enabled, ticket_seers, date_read, fresh_address, address_owner, operator_sees, knowledge_plain. Writes: nothing.
create or replace function turno.command_find(p_word text, p_value text, p_ticket bigint, p_operator bigint, p_category bigint, p_level text)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_plain text := knowledge_plain(p_value);
    v_day date;
    v_party jsonb;
    v_ids bigint[];
begin
    case p_word
    when 'category' then
        return command_category(p_value);
    when 'level' then
        return case
            when v_plain = 'base' then '{"level": "base"}'
            when v_plain not in ('advanced', 'avanzato') then jsonb_build_object('reason', 'the level is base or advanced: ' || p_value)
            when not levels_enabled() then jsonb_build_object('reason', 'levels are switched off: ' || p_value)
            when not exists (select from operator_scope s join operator o on o.id = s.operator_id and o.is_active
                where s.category_id = p_category and s.level = 'advanced')
                then jsonb_build_object('reason', 'nobody has this category at Advanced: ' || p_value)
            else '{"level": "advanced"}' end::jsonb;
    when 'assign' then
        if v_plain in ('nobody', 'nessuno', '-') then
            return '{"id": null}';
        end if;
        v_ids := array(select o.id from operator o where o.is_active and (o.login = v_plain or knowledge_plain(o.name) = v_plain
            or exists (select from address a where a.operator_id = o.id and a.folded = v_plain)));
        return case
            when cardinality(v_ids) <> 1 then jsonb_build_object('reason', 'there is no such operator: ' || p_value)
            when v_ids[1] not in (select ticket_seers(p_ticket, p_category, p_level))
                then jsonb_build_object('reason', 'this operator may not see the ticket: ' || p_value)
            else jsonb_build_object('id', v_ids[1]) end;
    when 'take' then
        return case when p_operator not in (select ticket_seers(p_ticket, p_category, p_level))
            then '{"reason": "you would not see the ticket there: #take"}' else jsonb_build_object('id', p_operator) end;
    when 'priority' then
        return coalesce((select jsonb_build_object('id', r.id) from priority r
            where v_plain in (knowledge_plain(r.name_it), knowledge_plain(r.name_en)) order by r.id limit 1),
            jsonb_build_object('reason', 'there is no such priority: ' || p_value));
    when 'status' then
        return coalesce((select jsonb_build_object('id', s.id) from status s
            where v_plain in (knowledge_plain(s.name_it), knowledge_plain(s.name_en)) order by s.id limit 1),
            jsonb_build_object('reason', 'there is no such status: ' || p_value));
    when 'turn' then
        return coalesce((select jsonb_build_object('id', s.id) from status s
            where s.is_default and s.turn = case
                when coalesce(v_plain, 'contact') in ('contact', 'contatto', 'customer', 'cliente') then 'contact'
                when v_plain in ('operator', 'operatore', 'office', 'ufficio', 'us', 'noi') then 'operator' end),
            jsonb_build_object('reason', 'the turn is operator or contact: ' || p_value));
    when 'due' then
        v_day := date_read(p_value);
        return case
            when v_plain in ('none', 'no', 'nessuna', '-') then '{"day": null}'
            when v_day is null then jsonb_build_object('reason', 'this is no date: ' || p_value)
            when v_day < current_date then jsonb_build_object('reason', 'this date is past: ' || p_value)
            else jsonb_build_object('day', v_day) end::jsonb;
    when 'cc' then
        v_party := fresh_address(p_value);
        return case when address_owner(v_party ->> 'address') in ('contact', 'none')
            then v_party || jsonb_build_object('id', (select coalesce(c.merged_into, c.id)
                from address a join contact c on c.id = a.contact_id where a.folded = v_party ->> 'address'))
            else jsonb_build_object('reason', 'no address of a contact: ' || p_value) end;
    when 'merge' then
        v_ids := array(select x.id from (
                select t.id from ticket t where t.id = (regexp_match(p_value, '^#?(\d{1,18})$'))[1]::bigint
                union
                select t.id from ticket t where t.reference in (p_value, upper(p_value))) x
            where operator_sees(p_operator, x.id)
                and exists (select from ticket t where t.id = x.id and t.merged_into is null and not t.is_draft));
        return case when cardinality(v_ids) = 1 then jsonb_build_object('id', v_ids[1])
            else jsonb_build_object('reason', 'there is no such ticket: ' || p_value) end;
    else
        return '{}';
    end case;
end
$$;
comment on function turno.command_find(text, text, bigint, bigint, bigint, text) is 'What the value of a command names (M24).';
revoke execute on function turno.command_find(text, text, bigint, bigint, bigint, text) from public;
grant execute on function turno.command_find(text, text, bigint, bigint, bigint, text) to turno_gateway;
