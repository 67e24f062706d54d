-- Mail to an address of which nobody knew yet whose it is (outbox kind confirm, R3) is found when he is forgotten (R39).

create index outbox_nobodys on turno.outbox (lower(recipient)) where contact_id is null and operator_id is null;
