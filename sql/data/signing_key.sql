-- The first key that signs reply addresses, Message-IDs and subjects (M17).
insert into turno.signing_key (secret)
select turno.gen_random_bytes(32) where not exists (select from turno.signing_key);
