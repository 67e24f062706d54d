-- Purpose: requests that wait for their address to be confirmed (R3), for operators with the triage right, newest first.
-- Returns: array of {id, name, email, tax_code, category, subject, text, at, expires_at}, at most 200; TU004 when nobody is signed in.
-- Calls:   viewer_required. Writes: nothing.
create or replace function turno.page_request_list(p jsonb)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
begin
    perform viewer_required();
    return (select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name, 'email', r.address, 'tax_code', r.tax_code,
            'category', c.path, 'subject', r.form -> 'subject', 'text', r.form -> 'text', 'at', r.created_at,
            'expires_at', r.expires_at) order by r.id desc), '[]')
        from (select w.id, w.name, w.address, w.tax_code, w.category_id, w.form, w.created_at, w.expires_at from web_request w
            where w.expires_at > now() order by w.id desc limit 200) r
        join category c on c.id = r.category_id);
end
$$;
comment on function turno.page_request_list(jsonb) is 'Requests that wait for their address to be confirmed (R3).';
revoke execute on function turno.page_request_list(jsonb) from public;
grant execute on function turno.page_request_list(jsonb) to turno_web;
