-- What may stand between the braces of each kind of mail: the names that src/compose/view.c provides. A test compares the two.
-- No kind for contacts has a category, a level, a note or an assignee (R24).
with field(kind, names) as (values
    ('acknowledgement', '{recipient,office,office_address,office_phone,office_hours,footer,number,reference,short_code,subject,ticket_subject,author,at,text,documents,document_count,name,size,link,reason,signature}'),
    ('reply', '{recipient,office,office_address,office_phone,office_hours,footer,number,reference,short_code,subject,ticket_subject,author,at,text,documents,document_count,name,size,link,reason,signature}'),
    ('new_link', '{recipient,office,office_address,office_phone,office_hours,footer,number,reference,short_code,subject,ticket_subject,author,at,text,documents,document_count,name,size,link,reason,signature}'),
    ('rejected', '{recipient,office,office_address,office_phone,office_hours,footer,number,reference,short_code,subject,ticket_subject,author,at,text,documents,document_count,name,size,link,reason,signature}'),
    ('password_code', '{recipient,office,office_address,office_phone,office_hours,footer,code,page}'),
    ('confirm', '{recipient,office,office_address,office_phone,office_hours,footer,page}'),
    ('status', '{recipient,office,office_address,office_phone,office_hours,footer,number,reference,short_code,subject,ticket_subject,link,status,is_your_turn,is_our_turn,is_over}'),
    ('reminder', '{recipient,office,office_address,office_phone,office_hours,footer,number,reference,short_code,subject,ticket_subject,link,status,is_your_turn,is_our_turn,is_over}'),
    ('notification', '{recipient,office,office_address,office_phone,office_hours,footer,number,reference,short_code,subject,ticket_subject,author,at,text,documents,document_count,name,size,reason,signature,category,page,history,quote,answers_note,is_opened,is_message,is_note,is_raised,is_failed,is_held,is_assigned,is_moved,is_merged,is_lock,is_reminder,is_closed,is_reopened,is_practice,is_other,notices,notice}'),
    ('parked', '{recipient,office,office_address,office_phone,office_hours,footer,number,reference,short_code,subject,ticket_subject,author,at,text,reason,category,page,confirm,answers_note}'),
    ('transcript', '{recipient,office,office_address,office_phone,office_hours,footer,number,reference,short_code,subject,ticket_subject,text,category,page,answers_note,is_refused,is_kept,is_help,results,line,reason}'),
    ('quarantine', '{recipient,office,office_address,office_phone,office_hours,footer,subject,reason,mailbox,mail,quarantined,is_many}'),
    ('morning', '{recipient,office,office_address,office_phone,office_hours,footer,page,handle,handle_count,waiting,waiting_count,reference,ticket_subject,since}'),
    ('summary', '{recipient,office,office_address,office_phone,office_hours,footer,since,mailboxes,mailbox,address,is_failing,is_late,error,failing_since,fetched,arrived,tickets,posts,events,held,triage,quarantined,filtered,duplicates,waiting,on_server,missing,missing_uids,to_triage,to_release,in_quarantine,backlog,sent,queued,failed,uncertain,dead,dead_new,database,grown,problems}'),
    ('alert', '{recipient,office,office_address,office_phone,office_hours,footer,number,reference,subject,reason,category,page,is_opened,is_message,is_note,is_raised,is_failed,is_held,is_assigned,is_moved,is_merged,is_lock,is_reminder,is_closed,is_reopened,is_practice,is_quarantine,is_other}')
), wanted as (
    select f.kind, n as name from field f, unnest(f.names::text[]) n
), gone as (
    delete from turno.template_field t where not exists (select from wanted w where w.kind = t.kind and w.name = t.name)
)
insert into turno.template_field (kind, name) select w.kind, w.name from wanted w on conflict do nothing;
