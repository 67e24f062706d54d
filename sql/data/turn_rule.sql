-- The turn machine (R14–R18). What has no row here does nothing to the turn and tells nobody.
--   contact_message   a contact wrote                   reply        public reply that passes the turn
--   contact_reopened  a contact wrote to a closed       reply_keep   public reply that keeps it
--                     ticket that reopens (R18)         closed, reopened  by an operator (R17)
--   delivery_failed   a reply did not arrive (R15)    generated_message  automatic mail of a contact (M11)
--   turn_operator, turn_contact  an operator chose a status of that turn (R16)
--   held              a mail waits for an operator's word (M18)
with rule(turn, event, new_turn, told) as (values
    ('none', 'contact_message', 'operator', '{contact,operators}'),
    ('none', 'reply', 'contact', '{contact}'),
    ('none', 'reply_keep', 'operator', '{contact}'),
    ('operator', 'contact_message', 'operator', '{operators}'),
    ('contact', 'contact_message', 'operator', '{operators}'),
    ('closed', 'contact_reopened', 'operator', '{operators}'),
    ('operator', 'reply', 'contact', '{contact}'),
    ('contact', 'reply', 'contact', '{contact}'),
    ('operator', 'reply_keep', 'operator', '{contact}'),
    ('contact', 'reply_keep', 'contact', '{contact}'),
    ('operator', 'delivery_failed', 'operator', '{operators}'),
    ('contact', 'delivery_failed', 'operator', '{operators}'),
    ('closed', 'delivery_failed', 'closed', '{operators}'),
    ('operator', 'closed', 'closed', '{}'),
    ('contact', 'closed', 'closed', '{}'),
    ('closed', 'reopened', 'operator', '{}'),
    ('contact', 'turn_operator', 'operator', '{}'),
    ('operator', 'turn_contact', 'contact', '{}'),
    ('closed', 'turn_contact', 'contact', '{}'),
    ('closed', 'reply', 'closed', '{contact}'),
    ('closed', 'reply_keep', 'closed', '{contact}'),
    ('operator', 'generated_message', 'operator', '{operators}'),
    ('contact', 'generated_message', 'contact', '{operators}'),
    ('operator', 'held', 'operator', '{operators}'),
    ('contact', 'held', 'contact', '{operators}'),
    ('closed', 'held', 'closed', '{operators}')
), gone as (
    delete from turno.turn_rule t where not exists (select from rule r where r.turn = t.turn and r.event = t.event)
)
insert into turno.turn_rule (turn, event, new_turn, told)
select r.turn, r.event, r.new_turn, r.told::text[] from rule r
on conflict (turn, event) do update set new_turn = excluded.new_turn, told = excluded.told;
