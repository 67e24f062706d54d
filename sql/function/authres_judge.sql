-- Purpose: what the results of one field Authentication-Results (RFC 8601) say of the address in From (M15). DMARC judges that address
--          and must name its domain; a signature (DKIM) or an envelope sender (SPF) counts when it is aligned with it, a sign-in
--          (AUTH) when it is that very address.
-- Returns: {level: failed | authenticated, why}; level null when they prove nothing.
-- Calls:   domain_covers. Writes: nothing.
create or replace function turno.authres_judge(p_results jsonb, p_address text)
returns jsonb
language plpgsql immutable
as $$
declare
    v_domain text := lower(substring(p_address from '@([^@]+)$'));
begin
    return coalesce((
        select jsonb_build_object('level', case x.result when 'fail' then 'failed' else 'authenticated' end,
            'why', concat_ws(' ', x.method || '=' || x.result, x.name || '=' || x.value))
        from (select r ->> 'method' as method, r ->> 'result' as result, p ->> 'name' as name, lower(p ->> 'value') as value
            from jsonb_array_elements(p_results) r
            left join jsonb_array_elements(r -> 'properties') p on true) x
        where x.method = 'dmarc' and x.result = 'fail'
            or x.result = 'pass' and case x.method
                when 'dmarc' then x.name = 'header.from' and substring(x.value from '[^@]+$') = v_domain
                when 'dkim' then x.name in ('header.d', 'header.i') and turno.domain_covers(substring(x.value from '[^@]+$'), v_domain)
                when 'spf' then x.name = 'smtp.mailfrom' and turno.domain_covers(substring(x.value from '[^@]+$'), v_domain)
                when 'auth' then x.name = 'smtp.auth' and x.value = lower(p_address) end
        order by x.result = 'fail' desc, x.method = 'dmarc' desc limit 1),
        '{"level": null, "why": "nothing in it authenticates the sender"}');
end
$$;
comment on function turno.authres_judge(jsonb, text) is 'What results of authentication say of the address in From (M15).';
revoke execute on function turno.authres_judge(jsonb, text) from public;
grant execute on function turno.authres_judge(jsonb, text) to turno_gateway;
