-- Administration by the web of who is told, and in which words (R4, R34). Webhooks stay with the command line: what they carry is
-- more than an administrator may see.

do $$
declare
    v_table text;
begin
    foreach v_table in array array['notice_rule', 'notice_mute', 'template'] loop
        execute format('create policy %I on turno.%I to turno_act using ((select v.is_admin from turno.viewer() v))
            with check ((select v.is_admin from turno.viewer() v))', v_table || '_admin', v_table);
        execute format('grant select, insert, update, delete on turno.%I to turno_act', v_table);
    end loop;
    foreach v_table in array array['template_kind', 'template_field'] loop
        execute format('create policy %I on turno.%I for select to turno_act using (true)', v_table || '_act', v_table);
        execute format('grant select on turno.%I to turno_act', v_table);
    end loop;
end
$$;
