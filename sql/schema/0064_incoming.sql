-- Incoming mail on the web is searched for by sender and subject (page_mail_list).
-- Whoever writes decides how long both are: an index takes a part.
create index mail_from_address on turno.mail (lower(left(from_address, 320)) text_pattern_ops);
create index mail_subject on turno.mail using gin (to_tsvector('simple', left(subject, 1000)));
