-- Deliveries for administrators: what leaves about tickets that they see, and what is about no ticket (alerts, summaries, codes); when it goes
-- next, and by which account.
create policy outbox_office on turno.outbox for select to turno_act using (ticket_id is null and (select v.is_admin from turno.viewer() v));
grant select (last_reply, tried_at) on turno.outbox to turno_act;
create policy outbox_job_admin on turno.outbox_job for select to turno_act using ((select v.is_admin from turno.viewer() v));
grant select (outbox_id, run_after, account) on turno.outbox_job to turno_act;
create policy account_admin on turno.account for select to turno_act using ((select v.is_admin from turno.viewer() v));
grant select (name, failing_since, paused_until, reason) on turno.account to turno_act;
