-- turno check: each usual misconfiguration that the database can see is named with its row and what to do; an office that is well has none (R10).
begin;
\ir ../office.psql
select no_plan();
-- An office where all is well.
update turno.mailbox set imap_host = 'mail.example', imap_login = address, imap_secret = name, authserv_ids = '{mail.example}',
    polled_at = clock_timestamp(), fetched_at = clock_timestamp();
update turno.operator set has_triage = true, is_admin = true where login = 'anna';
insert into turno.operator_category select pg_temp.operator_id('carla'), id, 'advanced' from turno.category;
insert into turno.setting values ('office.name', '"Ufficio"'), ('notice.admin_address', '"boss@demo.example"');
create function pg_temp.where_it_is() returns text language sql volatile as
    $$ select string_agg(f ->> 'where', ', ') from jsonb_array_elements(turno.check_report()) f $$;
select is(pg_temp.where_it_is(), null, 'R10: nothing is found where all is well');

-- Each is made, found by its row and with what to do, and undone again.
create function pg_temp.finds(p_made text, p_where text, p_message text, p_advice text, p_is_error boolean) returns setof text language plpgsql as $$
declare
    v jsonb;
begin
    begin
        execute p_made;
        v := turno.check_report();
        raise exception sqlstate 'TUXXX';
    exception when sqlstate 'TUXXX' then
        null;
    end;
    return next is((select string_agg(format('%s %s', f ->> 'message' like p_message, f ->> 'advice' like p_advice), ', ')
        from jsonb_array_elements(v) f where f ->> 'where' = p_where and (f ->> 'is_error')::boolean = p_is_error and f ->> 'message' like p_message), 't t',
        format('R10: %s: %s', p_where, p_message));
end
$$;
select pg_temp.finds(made, place, message, advice, is_error) from (values
    ($$update turno.category set is_fallback = false$$, 'category', 'No category is the fallback%', 'turno category set PATH --fallback.', true),
    ($$delete from turno.operator_category$$, 'category "CAF"', 'No active operator sees%', 'turno operator set LOGIN --category "CAF"%', true),
    ($$delete from turno.address where operator_id is not null$$, 'operator "marco"', 'Has no mail address%', 'turno operator set marco --address%', true),
    ($$delete from turno.operator_category where operator_id = pg_temp.operator_id('marco')$$, 'operator "marco"', 'Has no category%', 'turno operator set marco --category%', false),
    ($$update turno.operator set has_triage = false$$, 'operator', 'Nobody has the triage right%', '%--triage.', true),
    ($$update turno.operator set is_admin = false$$, 'operator', 'No active operator is an administrator%', '%--admin.', false),
    ($$update turno.priority set is_default = false$$, 'priority', 'No priority is the default%', '%--default.', true),
    ($$update turno.mailbox set imap_secret = '' where name = 'help'$$, 'mailbox "help"', 'Is active and has no IMAP server%', 'turno mailbox set help%', true),
    ($$select turno.mailbox_report(pg_temp.mailbox_id('help'), 'the server refuses the login', false)$$, 'mailbox "help"', 'Cannot be fetched since%the server refuses the login', '%', true),
    ($$select turno.mailbox_report(pg_temp.mailbox_id('help'), '2 mails cannot be fetched', true)$$, 'mailbox "help"', 'Is fetched, but since%2 mails%', '%', true),
    ($$update turno.mailbox set fetched_at = now() - interval '2 hours' where name = 'help'$$, 'mailbox "help"', 'Was last fetched at%', '%turnod runs%', true),
    ($$update turno.mailbox set polled_at = null, fetched_at = null where name = 'help'$$, 'mailbox "help"', 'Was never fetched.', 'Start turnod.', false),
    ($$select turno.mailbox_reconcile(pg_temp.mailbox_id('help'), 7, '{[3,5)}')$$, 'mailbox "help"', '2 of 2 mails on its server are not taken in: UIDs 3-4 (UIDVALIDITY 7).', '%', true),
    ($$update turno.mailbox set imap_login = 'one' where name in ('help', 'quiet')$$, 'mailbox "quiet"', 'Has the same IMAP folder as help%', '%--no-active%', true),
    ($$insert into turno.mailbox (name, address, is_active) values ('other', 'Amina@demo.example', false)$$, 'mailbox "other"', 'Its address belongs to a contact.', '%', true),
    ($$insert into turno.mailbox (name, address, is_active) values ('other', 'anna@demo.example', false)$$, 'mailbox "other"', 'Its address belongs to an operator.', '%', true),
    ($$update turno.mailbox set imap_login = 'posta@demo.example' where name = 'help'$$, 'mailbox "help"', 'Is fetched as posta@demo.example%', '%--address posta@demo.example --no-active.', false),
    ($$update turno.mailbox set authserv_ids = '{}' where name = 'help'$$, 'mailbox "help"', 'No name of a mail server is trusted%', 'turno mailbox set help --authserv-id%', false),
    ($$update turno.mailbox set after = 'move', after_folder = folder where name = 'help'$$, 'mailbox "help"', 'Moves what was fetched into the folder%', '%--after-folder%', true),
    ($$update turno.mailbox set after = 'delete' where name = 'help'; insert into turno.setting values ('retention.mail_days', '30')$$, 'mailbox "help"', 'Is deleted from its server%after 30 days%', '%', false),
    ($$update turno.mailbox set imap_tls = 'none' where name = 'help'$$, 'mailbox "help"', 'Speaks to its server without TLS%', '%--imap-tls implicit%', true),
    ($$select pg_temp.store('help'); update turno.mail set uid = 1, uidvalidity = 1, received_at = now() + interval '1 hour'$$, 'mailbox "help"', 'The clock of its server is 60 minutes ahead%', '%NTP%', false),
    ($$insert into turno.setting values ('mail.secret', '"x"')$$, 'setting "mail.secret"', 'Is not known to this version.', 'turno setting remove mail.secret.', false),
    ($$delete from turno.setting where key = 'office.name'$$, 'setting "office.name"', 'Is not set%', 'turno setting set office.name%', false),
    ($$delete from turno.setting where key = 'notice.admin_address'$$, 'setting "notice.admin_address"', 'Is not set%', '%notice set summary%', false),
    ($$delete from turno.setting where key = 'notice.admin_address'; update turno.notice_rule set is_on = true where event = 'summary'$$, 'notice "summary"', '%there is none.', 'turno setting set notice.admin_address%', true),
    ($$update turno.setting set value = '"Help@demo.example"' where key = 'notice.admin_address'$$, 'setting "notice.admin_address"', 'Is the address of the mailbox help%', '%', true),
    ($$insert into turno.setting values ('office.timezone', '"Mars"'); update turno.notice_rule set is_on = true where event = 'summary'$$, 'setting "office.timezone"', 'Is not a time zone%', '%Europe/Rome.', true),
    ($$insert into turno.template (name, kind, language, subject, body) values ('reply', 'reply', 'it', 'x', 'Senza { {link}}.')$$, 'template "reply it"', 'A mail to people has no {{link}}%', 'turno template set reply%', true),
    ($$select pg_temp.store('help'); update turno.mail set outcome = 'quarantine', decided_at = now()$$, 'mail', '1 mail is in quarantine.', 'turno mail list%', false),
    ($$select pg_temp.store('help'); update turno.mail set outcome = 'triage', decided_at = now() - interval '4 days'$$, 'mail', '1 mail waits in triage since%', '%triage right%', false),
    ($$insert into turno.setting values ('mail.backlog', '1'); select pg_temp.store('help')$$, 'setting "mail.backlog"', '1 mails wait to be decided, and at 1 fetching stops.', '%', true),
    ($$select pg_temp.store('help'); update turno.mail_job set run_after = now() - interval '2 hours'$$, 'mail', 'A mail waits to be decided since%', '%turnod runs%', true),
    ($$alter role turno_web createrole$$, 'role "turno_web"', 'May create roles%', '%alter role turno_web%', true),
    ($$grant turno_act to turno_web$$, 'role "turno_web"', 'Is a member of turno_act%', '%', true),
    ($$alter role turno_act login$$, 'role "turno_act"', 'May sign in%', '%nologin.', true),
    ($$update turno.signing_key set retired_at = now()$$, 'signing_key', 'No key signs%', 'turno migrate.', true)
    ) x(made, place, message, advice, is_error);
select is(pg_temp.where_it_is(), null, 'R10: and all is well again');
update turno.mailbox set after = 'delete' where name = 'help';
update turno.mailbox set imap_login = 'login' where name = 'support';
update turno.mailbox set imap_tls = 'none', imap_host = 'localhost' where name = 'quiet';
select is(pg_temp.where_it_is(), null, 'R10: what is only unusual is not found');
select is((select count(*) from jsonb_array_elements(turno.check_report()) f where f ->> 'advice' = ''), 0::bigint, 'R10: each says what to do');
select is(turno.role_excess('turno_web', 'turno_web'), null, 'R9: the role of the web has nothing too much');
select is(turno.role_excess('turno_owner', 'turno_web') like '%is a member of%turno_web%' or turno.role_excess('turno_owner', 'turno_web') like '%is a member of%', true, 'R9: the owner would');
select is(turno.role_excess('nobody at all', 'turno_web'), null, 'R9: of who is none nothing is said');
select finish();
rollback;
