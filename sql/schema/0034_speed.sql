-- What pages asked of the database row by row, they ask at once now.
drop function if exists turno.post_documents(bigint);
drop function if exists turno.search_excerpt(bigint, text);
