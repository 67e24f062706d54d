-- Automations: when something happens, or nothing for some time, and it is so, do that (R36).

create table turno.automation (
    id bigint generated always as identity primary key,
    name text not null constraint automation_name_line check (name <> '' and length(name) <= 100 and name !~ '[[:cntrl:]]'),
    trigger text not null constraint automation_trigger_known check (trigger in ('opened', 'contact_message', 'reply', 'note', 'turn',
        'status', 'level', 'category', 'priority', 'assigned', 'closed', 'reopened', 'delivery_failed', 'waiting', 'due')),
    after_hours integer constraint automation_after_hours_range check (after_hours between 1 and 8760),
    rank integer not null default 100,
    is_active boolean not null default true,
    clock_since timestamptz,
    created_at timestamptz not null default now(),
    constraint automation_clock_has_hours check ((trigger in ('waiting', 'due')) = (after_hours is not null))
);
comment on table turno.automation is 'What is done by itself (R36): trigger, conditions that must all hold, actions in their order.';
comment on column turno.automation.trigger is
    'Type of the event that sets it off; waiting: the turn has not changed for after_hours; due: so many hours before the day it is planned for.';
comment on column turno.automation.rank is 'Several on one event run in this order, then by age; each finds what the one before left.';
comment on column turno.automation.clock_since is 'waiting: tickets whose turn began up to then were looked at.';
create unique index automation_name on turno.automation (lower(name));
create index automation_trigger on turno.automation (trigger) where is_active;

create table turno.automation_condition (
    automation_id bigint not null references turno.automation on delete cascade,
    seq smallint not null,
    field text not null constraint automation_condition_field_known check (field in ('category', 'level', 'turn', 'status', 'priority',
        'assignee', 'channel', 'mailbox', 'contact', 'customer', 'subject', 'text', 'author', 'documents')),
    operator text not null constraint automation_condition_operator_known
        check (operator in ('is', 'is not', 'below', 'at least', 'contains', 'starts')),
    category_id bigint references turno.category,
    status_id bigint references turno.status,
    priority_id bigint references turno.priority,
    operator_id bigint references turno.operator,
    mailbox_id bigint references turno.mailbox,
    value text not null default '' constraint automation_condition_value_size check (length(value) <= 200),
    primary key (automation_id, seq),
    constraint automation_condition_row check ((category_id is not null) = (field = 'category')
        and (status_id is not null) = (field = 'status') and (priority_id is not null) = (field = 'priority')
        and (mailbox_id is not null) = (field = 'mailbox') and (operator_id is null or field = 'assignee')),
    constraint automation_condition_fits check (case operator when 'below' then field = 'category' when 'at least' then field = 'priority'
        when 'contains' then field in ('contact', 'customer', 'subject', 'text') when 'starts' then field in ('subject', 'text') else true end)
);
comment on table turno.automation_condition is 'What must hold for an automation, all of them. What is named by row is a row, so that a new name changes nothing and it cannot be deleted (R13).';
comment on column turno.automation_condition.operator_id is 'The assignee; null with field assignee: nobody.';
comment on column turno.automation_condition.value is 'Where no row is named; compared case-folded.';
create index automation_condition_category_id on turno.automation_condition (category_id) where category_id is not null;
create index automation_condition_status_id on turno.automation_condition (status_id) where status_id is not null;
create index automation_condition_priority_id on turno.automation_condition (priority_id) where priority_id is not null;
create index automation_condition_operator_id on turno.automation_condition (operator_id) where operator_id is not null;
create index automation_condition_mailbox_id on turno.automation_condition (mailbox_id) where mailbox_id is not null;

create table turno.automation_action (
    automation_id bigint not null references turno.automation on delete cascade,
    seq smallint not null,
    action text not null constraint automation_action_known check (action in ('category', 'status', 'priority', 'level', 'assign', 'note',
        'remind', 'mail', 'webhook', 'open')),
    category_id bigint references turno.category,
    status_id bigint references turno.status,
    priority_id bigint references turno.priority,
    operator_id bigint references turno.operator,
    hook_id bigint references turno.hook,
    value text not null default '' constraint automation_action_value_size check (length(value) <= 4000),
    primary key (automation_id, seq),
    constraint automation_action_row check ((category_id is not null) = (action in ('category', 'open'))
        and (status_id is not null) = (action = 'status') and (priority_id is not null) = (action = 'priority')
        and (hook_id is not null) = (action = 'webhook') and (operator_id is null or action = 'assign')),
    constraint automation_action_says check (action not in ('level', 'note', 'mail', 'open') or value <> ''),
    constraint automation_action_level check (action <> 'level' or value in ('base', 'advanced'))
);
comment on table turno.automation_action is 'What an automation does, in this order; all of it or nothing.';
comment on column turno.automation_action.operator_id is 'Who gets the ticket; null with action assign: nobody.';
comment on column turno.automation_action.value is 'level: base or advanced; note: its text; mail: name of a template; open: subject of the new ticket.';
create index automation_action_category_id on turno.automation_action (category_id) where category_id is not null;
create index automation_action_status_id on turno.automation_action (status_id) where status_id is not null;
create index automation_action_priority_id on turno.automation_action (priority_id) where priority_id is not null;
create index automation_action_operator_id on turno.automation_action (operator_id) where operator_id is not null;
create index automation_action_hook_id on turno.automation_action (hook_id) where hook_id is not null;

create table turno.automation_firing (
    id bigint generated always as identity primary key,
    automation_id bigint not null references turno.automation on delete cascade,
    ticket_id bigint not null references turno.ticket,
    event_id bigint references turno.event,
    since timestamptz,
    at timestamptz not null default now(),
    state text not null constraint automation_firing_state_known check (state in ('done', 'failed', 'cut')),
    detail text not null default '',
    constraint automation_firing_cause check (num_nonnulls(event_id, since) = 1)
);
comment on table turno.automation_firing is 'Each time that an automation fired, and how it went; the timeline of the ticket says it too.';
comment on column turno.automation_firing.event_id is 'The event that set it off.';
comment on column turno.automation_firing.since is 'The clock that set it off: when the turn began, or the day it was planned for. Once for each.';
comment on column turno.automation_firing.state is 'cut: it had fired on this ticket in the same transaction, or too often within the hour (a cycle).';
create unique index automation_firing_event on turno.automation_firing (automation_id, event_id) where event_id is not null and state <> 'cut';
create unique index automation_firing_clock on turno.automation_firing (automation_id, ticket_id, since) where since is not null;
create index automation_firing_automation_id on turno.automation_firing (automation_id, id);
create index automation_firing_ticket_id on turno.automation_firing (ticket_id);
create index automation_firing_event_id on turno.automation_firing (event_id) where event_id is not null;

do $$
declare
    v_table text;
begin
    foreach v_table in array array['automation', 'automation_condition', 'automation_action', 'automation_firing'] loop
        execute format('alter table turno.%I enable row level security', v_table);
        execute format('create policy %I on turno.%I to turno_gateway using (true) with check (true)', v_table || '_gateway', v_table);
        execute format('grant select on turno.%I to turno_gateway', v_table);
    end loop;
end
$$;
grant insert, update (state, detail) on turno.automation_firing to turno_gateway;
grant update (clock_since) on turno.automation to turno_gateway;
grant delete on turno.outbox to turno_gateway;

create table turno.automation_job (
    event_id bigint primary key references turno.event,
    ticket_id bigint not null references turno.ticket,
    type text not null
);
comment on table turno.automation_job is 'Events of this transaction that an automation waits for; empty at its end.';
create index automation_job_ticket_id on turno.automation_job (ticket_id);
alter table turno.automation_job enable row level security;
create policy automation_job_gateway on turno.automation_job to turno_gateway using (true) with check (true);
grant select, insert, delete on turno.automation_job to turno_gateway;

-- At the end of the transaction, so that whatever wrote the event, the automation finds the whole of it: the first message of a
-- new ticket, its documents, the turn. An error of an automation is its own (automation_fire).
create function turno.automation_event()
returns trigger
language plpgsql security definer
set search_path = turno, pg_temp
as $$
begin
    delete from automation_job j where j.event_id = new.event_id;
    perform automation_run(new.ticket_id, new.event_id, new.type);
    return null;
end
$$;
comment on function turno.automation_event() is 'Sets off the automations of an event (R36).';
alter function turno.automation_event() owner to turno_gateway;
revoke execute on function turno.automation_event() from public;
create constraint trigger automation_job_run after insert on turno.automation_job deferrable initially deferred
    for each row execute function turno.automation_event();
comment on trigger automation_job_run on turno.automation_job is 'Automations run on what happened (R36).';
