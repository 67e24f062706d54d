-- A mail with a temporary code (R3, R4) belongs to no ticket.

alter table turno.outbox
    drop constraint outbox_kind_known,
    add constraint outbox_kind_known check (kind in ('acknowledgement', 'reply', 'notification', 'parked', 'new_link', 'rejected',
        'quarantine', 'status', 'reminder', 'alert', 'morning', 'password_code'));
