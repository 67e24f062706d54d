-- Purpose: what is doubtful about the codes of a person or company (R5): the office decides.
-- Returns: array of {field, warning: check_character | shape, message}.
-- Calls:   tax_code_check. Writes: nothing.
create or replace function turno.tax_warnings(p_tax_code text, p_vat_number text)
returns jsonb
language sql immutable
set search_path = turno, pg_temp
as $$
    select coalesce(jsonb_agg(jsonb_build_object('field', x.field, 'warning', x.warning, 'message', x.message) order by x.field), '[]')
    from (select v.field, w.warning, case w.warning
            when 'check_character' then format('The check character of %s is wrong: was it typed well?', v.code)
            else format('%s does not look like a %s.', v.code,
                case v.field when 'tax_code' then 'fiscal code' else 'VAT number' end) end as message
        from (values ('tax_code', p_tax_code), ('vat_number', p_vat_number)) v(field, code)
        cross join lateral tax_code_check(v.code) c
        cross join lateral (select case when v.field = 'vat_number' and length(c.normalised) = 16 then 'shape' else c.warning end
            as warning) w
        where v.code is not null and w.warning is not null) x;
$$;
comment on function turno.tax_warnings(text, text) is 'Doubts about a fiscal code and a VAT number, in words (R5).';
revoke execute on function turno.tax_warnings(text, text) from public;
grant execute on function turno.tax_warnings(text, text) to turno_act;
