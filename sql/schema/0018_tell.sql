-- Who is told (R34, R35).

-- It gained p_only.
drop function if exists turno.notify(bigint, bigint, text, bigint, text);
