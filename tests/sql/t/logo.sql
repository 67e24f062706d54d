-- The logo of the office (R34): a small picture, told by its bytes, that anybody may see.
begin;
\ir ../fixture.sql
select no_plan();
create function pg_temp.call(p_token text, p_function text, p jsonb) returns jsonb language sql as
    $$ select x::jsonb from (select pg_temp.see(p_token, format('select turno.%I(%L::jsonb)', p_function, p)) as x) y where x ~ '^[{]' $$;
-- An upload of a session, of these bytes.
create function pg_temp.upload(p_token text, p_bytes bytea) returns bigint language plpgsql as $$
declare
    v_blob bigint;
    v_upload bigint;
begin
    insert into turno.blob (sha256, size) values (sha256(p_bytes || p_token::bytea), octet_length(p_bytes)) returning id into v_blob;
    insert into turno.blob_chunk (blob_id, seq, bytes) select v_blob, n, substring(p_bytes from n * 8 + 1 for case n when 0 then 8 else 100000 end)
    from generate_series(0, 1) n where octet_length(p_bytes) > n * 8;
    insert into turno.attachment (blob_id, name, type, size, sha256, uploaded_session_id)
    select v_blob, 'logo.png', 'text/html', octet_length(p_bytes), sha256(p_bytes), s.id from turno.session s where s.token_sha256 = sha256(p_token::bytea) returning id into v_upload;
    return v_upload;
end
$$;
create function pg_temp.give(p_bytes bytea, p_by text default 'anna') returns jsonb language sql as
    $$ select pg_temp.call('anna', 'act_office_logo', jsonb_build_object('uploads', jsonb_build_array(pg_temp.upload(p_by, p_bytes)))) $$;

select is(turno.logo_type(b), t, format('R34: %s', coalesce(t, 'no picture')))
from (values ('\x89504e470d0a1a0a00'::bytea, 'image/png'), ('\xffd8ffe0', 'image/jpeg'), ('<svg xmlns="http://www.w3.org/2000/svg"/>', 'image/svg+xml'),
    (E'<?xml version="1.0"?>\n<!-- a -- b -->\n<svg >', null), (E'<?xml version="1.0"?>\n<!-- Made by - hand -->\n<svg >', 'image/svg+xml'), ('<!DOCTYPE svg PUBLIC "x" "y"><svg/>', null),
    ('<!DOCTYPE svg PUBLIC "x" "y"><svg >', 'image/svg+xml'), ('<html><svg>', null), ('GIF89a', null), ('', null), ('\xff00', null), ('<svgx>', null)) c(b, t);
select is(pg_temp.see(t, format('select turno.%I(''{}'')', f)), case when t is null then 'TU004' else 'TU002' end, format('R4: %s is not for %s', f, coalesce(t, 'nobody')))
from unnest(array['act_office_logo', 'page_office_logo']) f, unnest(array['marco', 'mario', 'mario_link', null]) t;
select is(pg_temp.call('anna', 'page_office_logo', '{}'), '{"logo": null}', 'R34: there is none');
select is(turno.office_logo('{}'), '{}', 'R34: nothing to show');
select is(pg_temp.give('\x89504e470d0a1a0a0102'::bytea) ->> 'ok', 'true', 'R34: a picture');
select is(turno.office_logo('{}'), '{"type": "image/png", "bytes": "iVBORw0KGgoBAg=="}', 'R34: as it came, of its own type');
select is(turno.office_door() ->> 'logo', left(encode(sha256('\x89504e470d0a1a0a0102'::bytea), 'hex'), 12), 'R34: its address changes with it');
select is(pg_temp.give('<html><script>alert(1)</script></html>'::bytea) #>> '{errors,files}', 'picture', 'R34: no picture');
select is(pg_temp.give('\x89504e470d0a1a0a'::bytea || decode(repeat('00', 20480), 'hex')) #>> '{errors,files}', 'large', 'R34: too large');
select is(pg_temp.give('\xffd8ffe0'::bytea, 'marco') #>> '{errors,files}', 'files', 'R9: an upload of somebody else');
select is(turno.office_logo('{}') ->> 'type', 'image/png', 'R34: what is refused changes nothing');
select is(pg_temp.give('\x89504e470d0a1a0a'::bytea || decode(repeat('00', 20472), 'hex')) ->> 'ok', 'true', 'R34: just small enough');
select is(pg_temp.call('anna', 'act_office_logo', '{}') ->> 'ok', 'true', 'R34: taken away');
select is(turno.office_logo('{}'), '{}', 'R34: none again');
select is((select string_agg(l.verb, ' ' order by l.id) from turno.admin_log l where l.noun = 'logo'), 'set set remove', 'R4: noted');
select * from finish();
rollback;
