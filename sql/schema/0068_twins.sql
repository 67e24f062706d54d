-- A form of its own may say in words of its own why it was refused.
drop function if exists turno.admin_submit(jsonb, text, text, jsonb);
