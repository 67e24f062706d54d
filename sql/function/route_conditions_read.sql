-- Purpose: conditions of a rule from words: "subject contains 730", "header List-Id like *soci*", "attachment not ends .exe", "size above 5 MiB",
--          "trust at least token", "automatic is list".
-- Returns: an array of rows of route_condition; TU003 saying what can stand there.
-- Calls:   admin_refuse, admin_choice. Writes: nothing.
create or replace function turno.route_conditions_read(p_words jsonb)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_list jsonb := '[]';
    v_match text[];
    v_fits text[];
    v_words text;
begin
    for v_words in select * from jsonb_array_elements_text(p_words) loop
        v_match := regexp_match(btrim(v_words),
            '^(?:header\s+)?(\S+)\s+(not\s+)?(contains|equals|is|starts|ends|word|like|above|below|at least)\s+(\S.*)$');
        if v_match is null then
            perform admin_refuse(format('"%s" is no condition: write FIELD [not] contains|equals|starts|ends|word|like VALUE, or header NAME … .', v_words), 'if');
        end if;
        v_match := array[case when btrim(v_words) ~ '^header\s' then 'header' else v_match[1] end, v_match[2],
            case v_match[3] when 'is' then 'equals' else v_match[3] end, v_match[4], v_match[1]];
        select x.operators into v_fits from (values ('size', '{above,below}'::text[]), ('trust', '{equals,at least}'), ('automatic', '{equals}'),
            ('subject', '{}'), ('from', '{}'), ('to', '{}'), ('body', '{}'), ('header', '{}'), ('attachment', '{}'), ('type', '{}')) x(field, operators)
        where x.field = v_match[1];
        if not found then
            perform admin_refuse(format('"%s" is no field: known are subject, from, to, body, header NAME, size, attachment, type, trust, automatic.', v_match[1]), 'if');
        end if;
        v_fits := coalesce(nullif(v_fits, '{}'), '{contains,equals,starts,ends,word,like}');
        if v_match[3] <> all (v_fits) then
            perform admin_refuse(format('%s can be compared by %s, not by "%s".', v_match[1], array_to_string(v_fits, ', '), v_match[3]), 'if');
        elsif length(v_match[4]) > 1000 or (v_match[3] = 'like' and length(v_match[4]) - length(replace(v_match[4], '*', '')) > 20) then
            perform admin_refuse('A pattern has at most 1000 characters, and 20 stars.', 'if');
        elsif v_match[1] = 'header' and v_match[5] !~ '^[!-9;-~]{1,76}$' then
            perform admin_refuse(format('"%s" is no name of a header field.', v_match[5]), 'if');
        end if;
        perform admin_choice(jsonb_build_object(v_match[1], v_match[4]), v_match[1], x.allowed)
        from (values ('trust', '{failed,none,token,authenticated,signed}'::text[]), ('automatic', '{no,response,generated,list}')) x(field, allowed)
        where x.field = v_match[1];
        if v_match[1] = 'size' then
            v_match[4] := size_read(v_match[4]);
        end if;
        v_list := v_list || jsonb_build_object('field', v_match[1], 'header', case v_match[1] when 'header' then lower(v_match[5]) else '' end,
            'is_not', v_match[2] is not null, 'operator', v_match[3], 'value', v_match[4]);
    end loop;
    return v_list;
end
$$;
comment on function turno.route_conditions_read(jsonb) is 'Conditions of a rule from words (M14).';
revoke execute on function turno.route_conditions_read(jsonb) from public;
grant execute on function turno.route_conditions_read(jsonb) to turno_act;
