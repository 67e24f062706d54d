-- The mail that confirms an address (R3) belongs to no ticket, and to nobody who is known yet.

alter table turno.outbox
    drop constraint outbox_kind_known,
    add constraint outbox_kind_known check (kind in ('acknowledgement', 'reply', 'notification', 'parked', 'new_link', 'rejected',
        'quarantine', 'status', 'reminder', 'alert', 'morning', 'password_code', 'confirm')),
    drop constraint outbox_one_recipient,
    add constraint outbox_one_recipient check (num_nonnulls(contact_id, operator_id) = case when kind in ('alert', 'confirm') then 0 else 1 end);
