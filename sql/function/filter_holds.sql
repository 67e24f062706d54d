-- Purpose: whether a condition of a rule holds of a mail (M14). Of several values, such as the attachments, one is enough; with "not", none
--          may fit.
-- Returns: true or false. p_facts as filter_facts gives it.
-- Calls:   pattern_fits, word_line. Writes: nothing.
create or replace function turno.filter_holds(p_condition turno.route_condition, p_facts jsonb)
returns boolean
language plpgsql stable
as $$
declare
    v_levels text[] := '{failed,none,token,authenticated,signed}';
    v_holds boolean;
begin
    case p_condition.field
        when 'size' then
            v_holds := case p_condition.operator when 'above' then (p_facts ->> 'size')::bigint > p_condition.value::bigint
                else (p_facts ->> 'size')::bigint < p_condition.value::bigint end;
        when 'trust' then
            v_holds := case p_condition.operator when 'equals' then p_facts ->> 'trust' = p_condition.value
                else array_position(v_levels, p_facts ->> 'trust') >= array_position(v_levels, p_condition.value) end;
        when 'automatic' then
            v_holds := p_facts ->> 'automatic' = p_condition.value;
        else
            v_holds := exists (select from jsonb_array_elements_text(coalesce(case p_condition.field when 'header' then p_facts -> 'header' -> p_condition.header
                    when 'body' then p_facts -> case p_condition.operator when 'word' then 'words' else 'body' end
                    else p_facts -> p_condition.field end, '[]')) v
                where turno.pattern_fits(p_condition.operator, lower(p_condition.value),
                    case when p_condition.operator = 'word' and p_condition.field <> 'body' then turno.word_line(v) else v end));
    end case;
    return v_holds <> p_condition.is_not;
end
$$;
comment on function turno.filter_holds is 'Whether a condition of a rule holds of a mail (M14).';
revoke execute on function turno.filter_holds from public;
grant execute on function turno.filter_holds to turno_gateway;
