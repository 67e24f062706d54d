-- The turn machine (R14–R18). What has no row here does nothing to the turn and tells nobody;
-- who is told of the rest stands in notice_rule.
--   contact_message   a contact wrote                   reply        public reply that passes the turn
--   contact_reopened  a contact wrote to a closed       reply_keep   public reply that keeps it
--                     ticket that reopens (R18)         closed, reopened  by an operator (R17)
--   delivery_failed   a reply did not arrive (R15)    generated_message  automatic mail of a contact (M11)
--   turn_operator, turn_contact  an operator chose a status of that turn (R16)
--   merged            another ticket came in where the contact waited (R41)
--   opened            an operator opened it without a word to the contact (R16)
--   held              a mail waits for an operator's word (M18)
with rule(turn, event, new_turn) as (values
    ('none', 'contact_message', 'operator'),
    ('none', 'opened', 'operator'),
    ('none', 'reply', 'contact'),
    ('none', 'reply_keep', 'operator'),
    ('operator', 'contact_message', 'operator'),
    ('contact', 'contact_message', 'operator'),
    ('closed', 'contact_reopened', 'operator'),
    ('operator', 'reply', 'contact'),
    ('contact', 'reply', 'contact'),
    ('operator', 'reply_keep', 'operator'),
    ('contact', 'reply_keep', 'contact'),
    ('operator', 'delivery_failed', 'operator'),
    ('contact', 'delivery_failed', 'operator'),
    ('closed', 'delivery_failed', 'closed'),
    ('operator', 'closed', 'closed'),
    ('contact', 'closed', 'closed'),
    ('closed', 'reopened', 'operator'),
    ('contact', 'turn_operator', 'operator'),
    ('operator', 'turn_contact', 'contact'),
    ('closed', 'turn_contact', 'contact'),
    ('closed', 'reply', 'closed'),
    ('closed', 'reply_keep', 'closed'),
    ('operator', 'generated_message', 'operator'),
    ('contact', 'generated_message', 'contact'),
    ('contact', 'merged', 'operator'),
    ('operator', 'held', 'operator'),
    ('contact', 'held', 'contact'),
    ('closed', 'held', 'closed')
), gone as (
    delete from turno.turn_rule t where not exists (select from rule r where r.turn = t.turn and r.event = t.event)
)
insert into turno.turn_rule (turn, event, new_turn)
select r.turn, r.event, r.new_turn from rule r
on conflict (turn, event) do update set new_turn = excluded.new_turn;
