-- Purpose: what would make a mail fail or tell too much is refused when it is saved (R24, R34): an unknown placeholder, named with
--          those that there are, a section that is not closed or closes nothing, sections too deep, and a text without what such
--          a mail must hold (p_must): the link to the contact's page (R35). src/compose/template.c reads the same language.
-- Returns: nothing; TU003 with a sentence.
-- Calls:   admin_refuse. Writes: nothing.
create or replace function turno.template_check(p_kind text, p_text text, p_must text default null)
returns void
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    c_depth constant integer := 8;
    v_tag text;
    v_sigil text;
    v_name text;
    v_open text[] := '{}'; -- with their sigils
    v_has_must boolean := p_must is null;
begin
    for v_tag in select m[1] from regexp_matches(p_text, '\{\{([^}\n]*)\}\}', 'g') m loop
        v_sigil := substring(v_tag from '^[#^/]');
        v_name := btrim(substr(v_tag, 1 + coalesce(length(v_sigil), 0)), E' \t');
        if v_sigil = '/' then
            if substr(v_open[cardinality(v_open)], 2) is distinct from v_name then
                perform admin_refuse(format('{{/%s}} closes nothing that is open.', v_name), 'body');
            end if;
            v_open := trim_array(v_open, 1);
            continue;
        end if;
        if not exists (select from template_field f where f.kind = p_kind and f.name = v_name) then
            perform admin_refuse(format('The placeholder {{%s}} is not known in "%s"; there are: %s.', v_name, p_kind,
                (select string_agg(f.name, ', ' order by f.name) from template_field f where f.kind = p_kind)), 'body');
        end if;
        if v_sigil is not null then
            v_open := v_open || (v_sigil || v_name);
            if cardinality(v_open) > c_depth then
                perform admin_refuse(format('Sections may be %s deep: {{#%s}} is deeper.', c_depth, v_name), 'body');
            end if;
        elsif v_name = p_must and v_open <@ array['#' || p_must] then
            v_has_must := true;
        end if;
    end loop;
    if v_open <> '{}' then
        perform admin_refuse(format('The section {{%s}} is not closed: write {{/%s}} where it ends.', v_open[cardinality(v_open)],
            substr(v_open[cardinality(v_open)], 2)), 'body');
    elsif position('{{' in regexp_replace(p_text, '\{\{[^}\n]*\}\}', '', 'g')) > 0 then
        perform admin_refuse('A placeholder is not closed: it begins with {{ and ends with }} on the same line.', 'body');
    elsif not v_has_must then
        perform admin_refuse(case p_must when 'link' then 'A mail to a contact carries no documents but the link to his page: write {{link}}.'
            else format('This mail is for nothing without {{%s}}: write it.', p_must) end, 'body');
    end if;
end
$$;
comment on function turno.template_check is 'Refuses a text that would make a mail fail or tell too much (R24, R34, R35).';
revoke execute on function turno.template_check from public;
grant execute on function turno.template_check to turno_act;
