-- What the roles of the web need, and no more.

-- link_ticket stands in its place.
drop function if exists turno.link_ticket_closed_at(bigint);

-- Acts take new files in and look after none: posts, practices and tidying are the kernel's; and so are buckets begun.
revoke update, delete on turno.attachment from turno_act;
revoke insert on turno.throttle from turno_act;

-- Who calls with a key calls as nobody else: acts would else see what the viewer may and what the client opened at once.
create or replace function turno.api_caller()
returns bigint
language plpgsql stable security definer
set search_path = turno, pg_temp
as $$
begin
    return (select k.id from api_key k
        where k.key_sha256 = sha256(convert_to(nullif(current_setting('turno.api_key', true), ''), 'UTF8')) and k.is_active
            and coalesce(current_setting('turno.session', true), '') = '');
end
$$;
