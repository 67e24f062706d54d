-- A kept panel serves filtered lists too, when what they filter by is among what it offers.
delete from turno.panel;
alter table turno.panel add category_ids bigint[], add operator_ids bigint[];
comment on column turno.panel.category_ids is 'What it offers; null when it is a part only of what he may filter by.';
comment on column turno.panel.operator_ids is 'What it offers; null when it is a part only of the colleagues.';
drop function if exists turno.panel_read(bigint, text);
drop function if exists turno.filter_options_read(bigint, jsonb, text, boolean);
drop function if exists turno.filter_categories(bigint[], bigint[]);

-- Posts are rows of text: a long ticket was copied whole for each thing put around it.
drop function if exists turno.ticket_posts_read(bigint, boolean, bigint, boolean);
drop function if exists turno.ticket_parts(bigint, text, boolean);
