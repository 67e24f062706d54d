-- What the roles of the web need, and no more.

-- link_ticket stands in its place.
drop function if exists turno.link_ticket_closed_at(bigint);

-- Acts take new files in and look after none: posts, practices and tidying are the kernel's; and so are buckets begun.
revoke update, delete on turno.attachment from turno_act;
revoke insert on turno.throttle from turno_act;
