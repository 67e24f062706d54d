-- Administration by the web of automations, webhooks and the keys of the HTTP API too (R36). Who administers may enable himself for any
-- category, and the log says so; hence what these reach is no more than he can reach, and the log says it likewise. What
-- gives another program an entrance asks for the password again (act_admin).
do $$
declare
    v_table text;
begin
    foreach v_table in array array['automation', 'automation_condition', 'automation_action', 'hook', 'api_key', 'api_key_category'] loop
        execute format('create policy %I on turno.%I to turno_act using ((select v.is_admin from turno.viewer() v))
            with check ((select v.is_admin from turno.viewer() v))', v_table || '_set', v_table);
        execute format('grant select, insert, update, delete on turno.%I to turno_act', v_table);
    end loop;
end
$$;
-- What fired, and what waits to be called: of tickets only where the administrator sees them (R9).
create policy automation_firing_admin on turno.automation_firing for select to turno_act
    using ((select v.is_admin from turno.viewer() v) and exists (select from turno.ticket t where t.id = ticket_id));
grant select on turno.automation_firing to turno_act;
create policy hook_job_admin on turno.hook_job for select to turno_act using ((select v.is_admin from turno.viewer() v));
grant select (hook_call_id, hook_id, run_after) on turno.hook_job to turno_act;
grant select (contact_id) on turno.hook_call to turno_act;
grant delete on turno.hook_call to turno_gateway;
create policy api_opened_gateway on turno.api_opened to turno_gateway using (true);
grant select, delete on turno.api_opened to turno_gateway;
