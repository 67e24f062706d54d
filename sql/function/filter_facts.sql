-- Purpose: what rules compare, folded, once for all of them. Of the text the first 100000 characters, so that many rules cost little.
-- Returns: {subject, from, to, body, attachment, type: [texts], header: {name: [texts]}, size, trust, automatic}, and words: the body's
--          word_line, where a rule compares them.
-- Calls:   word_line. Writes: nothing.
create or replace function turno.filter_facts(p_evidence jsonb, p_trust jsonb)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_people jsonb := coalesce(p_evidence -> 'to', '[]') || coalesce(p_evidence -> 'cc', '[]') || coalesce(p_evidence -> 'delivered_to', '[]');
    v_files jsonb := coalesce(p_evidence -> 'attachments', '[]');
    v_body text := lower(left(coalesce(p_evidence ->> 'body_text', ''), 100000));
begin
    return jsonb_build_object(
        'subject', jsonb_build_array(lower(coalesce(p_evidence ->> 'subject', ''))),
        'from', jsonb_build_array(lower(coalesce(p_evidence ->> 'from_address', ''))),
        'to', (select coalesce(jsonb_agg(distinct lower(a)), '[]') from jsonb_array_elements_text(v_people) a),
        'body', jsonb_build_array(v_body),
        'words', case when exists (select from route_condition c where c.field = 'body' and c.operator = 'word')
            then jsonb_build_array(word_line(v_body)) end,
        'attachment', (select coalesce(jsonb_agg(distinct lower(f ->> 'name')), '[]') from jsonb_array_elements(v_files) f
            where not coalesce((f ->> 'inline')::boolean, false)),
        'type', (select coalesce(jsonb_agg(distinct lower(f ->> 'type')), '[]') from jsonb_array_elements(v_files) f),
        'header', (select coalesce(jsonb_object_agg(x.name, x.list), '{}')
            from (select h ->> 'name' as name, jsonb_agg(lower(h ->> 'value') order by n) as list
                from jsonb_array_elements(coalesce(p_evidence -> 'headers', '[]')) with ordinality y(h, n) group by 1) x),
        'size', coalesce(p_evidence -> 'size', '0'), 'trust', coalesce(p_trust ->> 'level', 'none'),
        'automatic', coalesce(p_evidence ->> 'automatic', 'no'));
end
$$;
comment on function turno.filter_facts(jsonb, jsonb) is 'What the rules of filters compare (M14).';
revoke execute on function turno.filter_facts(jsonb, jsonb) from public;
grant execute on function turno.filter_facts(jsonb, jsonb) to turno_gateway;
