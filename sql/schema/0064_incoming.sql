-- Incoming mail on the web is searched for by sender and subject (page_mail_list).
create index mail_from_address on turno.mail (lower(from_address) text_pattern_ops);
create index mail_subject on turno.mail using gin (to_tsvector('simple', subject));
