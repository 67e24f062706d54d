-- Every setting there is. A new one is a row here; a test compares the defaults with what functions read.
with known(key, type, initial, minimum, maximum, choices, read_by, purpose) as (values
    ('closed.grace_days', 'number', '0', 0, 3650, null, 'closed_policy',
        'Days after closing in which a contact''s mail reopens the ticket, whatever closed.reply says.'),
    ('closed.reply', 'choice', 'new_linked', null, null, '{new_linked,reopen,reject_notice,append_silent}', 'closed_policy',
        'What a contact''s mail to a closed ticket does.'),
    ('escalate.notify', 'choice', 'all', null, null, '{all,chosen,none}', 'ticket_level', 'Who is told when a ticket is raised.'),
    ('levels.enabled', 'boolean', 'true', null, null, null, 'levels_enabled',
        'Whether tickets have levels, Base and Advanced.'),
    ('mail.ack_budget', 'number', '20', 0, 1000000, null, 'automatic_may',
        'Acknowledgements and refusals that a contact gets in 24 hours.'),
    ('mail.ack_domain_budget', 'number', '1000', 0, 1000000, null, 'automatic_may',
        'The same for all contacts of one domain together.'),
    ('mail.automatic_burst', 'number', '30', 1, 1000000, null, 'outbox_pace', 'Automatic mails to one address at once.'),
    ('mail.automatic_per_hour', 'number', '240', 0, 1000000, null, 'outbox_pace',
        'Automatic mails to one address in an hour; 0 is no limit.'),
    ('mail.backlog', 'number', '10000', 1, 100000000, null, 'mail_room',
        'Mails that may wait to be decided before fetching stops.'),
    ('mail.sender_burst', 'number', '50', 1, 1000000, null, 'mail_postpone',
        'Mails of one sender that are decided in a row while others wait.'),
    ('mail.sender_per_minute', 'number', '60', 1, 1000000, null, 'mail_postpone', 'How many more in a minute.'),
    ('notice.admin_address', 'text', '', 0, 254, null, 'notice_admin', 'Mail address of whoever administers: alerts go there.'),
    ('morning.enabled', 'boolean', 'false', null, null, null, 'morning_send', 'Whether operators get a list of their tickets each morning.'),
    ('morning.hour', 'number', '7', 0, 23, null, 'morning_send', 'Hour from which that list leaves, in the office''s time.'),
    ('office.address', 'text', '', 0, 500, null, 'office_json', 'Where the office is: at the foot of mails and on pages.'),
    ('office.hours', 'text', '', 0, 500, null, 'office_json', 'When it is open, there too.'),
    ('office.logo', 'text', '', 0, 500, null, 'office_json', 'Address of its logo, on pages.'),
    ('office.phone', 'text', '', 0, 100, null, 'office_json', 'Its telephone, there too.'),
    ('office.timezone', 'text', 'Europe/Rome', 1, 64, null, 'morning_send', 'Time zone of the office.'),
    ('office.footer', 'text', '', 0, 2000, null, 'office_json', 'Stands at the foot of mails.'),
    ('office.language', 'choice', 'it', null, null, '{it,en}', 'notice_admin template_find', 'Language of mails to no person in particular.'),
    ('office.name', 'text', 'turno', 0, 200, null, 'office_name outbox_envelope', 'Name of the office, in mails and on pages.'),
    ('outbox.pause_seconds', 'number', '60', 1, 86400, null, 'account_pause',
        'First pause of an account by which no mail leaves.'),
    ('stats.per_operator', 'boolean', 'false', null, null, null, 'statistics_operators', 'Whether the figures name operators.'),
    ('stats.waiting_days', 'number', '3', 1, 3650, null, 'statistics_open',
        'A ticket that waits for the office longer than so many days counts as waiting.'),
    ('ticket.short_code', 'boolean', 'false', null, null, null, 'ticket_open',
        'Whether tickets get a short code that people can say on the phone.'),
    ('web.open', 'choice', 'credentials', null, null, '{credentials,anyone}', 'act_open',
        'Who opens tickets on the web: contacts with a password, or anyone.')
), gone as (
    delete from turno.setting_known k where not exists (select from known n where n.key = k.key)
)
insert into turno.setting_known (key, type, initial, minimum, maximum, choices, read_by, purpose)
select n.key, n.type, n.initial, n.minimum, n.maximum, n.choices::text[], n.read_by, n.purpose from known n
on conflict (key) do update set type = excluded.type, initial = excluded.initial, minimum = excluded.minimum,
    maximum = excluded.maximum, choices = excluded.choices, read_by = excluded.read_by, purpose = excluded.purpose;
