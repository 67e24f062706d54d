-- A database that was made before mail_store had p_server_size holds it under its former signature, beside which the new one
-- cannot be named without its arguments.

drop function if exists turno.mail_store(bigint, bigint, bigint, timestamptz, bytea, bigint, bytea, text, bigint);
