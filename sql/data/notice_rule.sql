-- The mails that turno can write, and who is told of what (R34). What the office switched stays as it is.
insert into turno.template_kind (name, audience, must_hold)
select k.name, k.audience, k.must_hold
from (values ('acknowledgement', 'contact', 'link'), ('reply', 'contact', 'link'), ('new_link', 'contact', 'link'),
    ('rejected', 'contact', 'link'), ('status', 'contact', 'link'), ('reminder', 'contact', 'link'),
    ('notification', 'operator', null), ('parked', 'operator', null), ('transcript', 'operator', null), ('quarantine', 'operator', null),
    ('morning', 'operator', null), ('alert', 'admin', null), ('summary', 'admin', null), ('password_code', 'person', 'code'),
    ('confirm', 'person', 'page')) k(name, audience, must_hold)
on conflict (name) do update set audience = excluded.audience, must_hold = excluded.must_hold;

-- told: audiences that are told by mail unless the office says otherwise. Webhooks are told of what they asked for (hook.events). contact: the words for him, null: never his.
--   opened            by the contact's mail or the web    opened_by_office  by an operator
--   message           a contact wrote                     generated  automatic mail of a contact (M11)
--   reply             public reply                        failed     a mail to the contact did not arrive (R15)
--   held              a mail waits for an operator        raised     to Advanced; escalate.notify says who (R11)
--   note, moved, merged, lock, practice  colleagues named by whoever does it (R22)
--   reminder          an automation asks for it           status     chosen for the ticket
--   quarantine        a mail was put aside (M3): those with the triage right
--   morning           once a day, with morning.enabled
--   summary           once a night, how the mail system does, for the admin alone
with happening(event, contact, told) as (values
    ('opened', 'acknowledgement', '{contact,operators,colleagues}'),
    ('opened_by_office', 'reply', '{contact,operators,colleagues}'),
    ('message', 'acknowledgement', '{operators,colleagues}'),
    ('generated', null, '{operators,colleagues}'),
    ('reply', 'reply', '{contact,colleagues}'),
    ('failed', null, '{operators,colleagues}'),
    ('held', null, '{operators,colleagues}'),
    ('raised', null, '{operators}'),
    ('note', null, '{colleagues}'),
    ('assigned', null, '{assignee,colleagues}'),
    ('moved', null, '{colleagues}'),
    ('merged', null, '{colleagues}'),
    ('lock', null, '{colleagues}'),
    ('reminder', 'reminder', '{contact,operators,colleagues}'),
    ('status', 'status', '{}'),
    ('closed', null, '{colleagues}'),
    ('reopened', null, '{colleagues}'),
    ('practice', null, '{colleagues}'),
    ('quarantine', null, '{operators}'),
    ('morning', null, '{operators}'),
    ('summary', null, '{}')
), way(audience, channel) as (values ('contact', 'mail'), ('contact', 'pec'), ('contact', 'app-io'),
    ('assignee', 'mail'), ('operators', 'mail'), ('colleagues', 'mail'), ('admin', 'mail'), ('admin', 'webhook'))
insert into turno.notice_rule (event, audience, channel, template, is_on)
select h.event, w.audience, w.channel, case when w.audience = 'contact' then h.contact when h.event = 'summary' then h.event
        when w.audience = 'admin' then 'alert' when h.event in ('quarantine', 'morning') then h.event else 'notification' end,
    w.channel = 'webhook' or w.channel = 'mail' and w.audience = any (h.told::text[])
from happening h cross join way w
where (w.audience <> 'contact' or h.contact is not null)
    and (w.audience not in ('assignee', 'colleagues') or h.event not in ('quarantine', 'morning'))
    and (w.audience in ('contact', 'admin') or h.event <> 'status')
    and (w.audience <> 'admin' or h.event <> 'morning') and (w.channel <> 'webhook' or h.event <> 'quarantine')
    and (h.event <> 'summary' or w.audience = 'admin' and w.channel = 'mail')
on conflict do nothing;
