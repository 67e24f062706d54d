-- The panel of filters names a few people only, unless all are asked for.
drop function if exists turno.filter_options(jsonb, text);
