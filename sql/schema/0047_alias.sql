-- One table says under which other ids mails of a ticket are known: message_alias.
insert into turno.message_alias (message_id, ticket_id, outbox_id)
select a.message_id, o.ticket_id, o.id from turno.outbox_alias a join turno.outbox o on o.id = a.outbox_id
where o.ticket_id is not null
on conflict do nothing;
drop table turno.outbox_alias;
