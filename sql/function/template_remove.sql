-- Purpose: turno template remove. p: name, language, status: the words that turno brings hold again.
-- Returns: an object that names what was removed. A name of the office's own that notice_rule or an automation names is
--          refused (R13).
-- Calls:   template_find, admin_refuse, admin_refuse_used. Writes: template.
create or replace function turno.template_remove(p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v record;
begin
    select * into v from template_find(p - 'kind');
    delete from template t where t.name = v.name and t.language = v.language and t.status_id is not distinct from v.status_id;
    if not found then
        perform admin_refuse(format('The office has no words of its own for "%s" in "%s".', v.name, v.language));
    elsif template_kind_of(v.name) is null then
        perform admin_refuse_used(format('The template "%s"', v.name), '{notice,automation}',
            array[(select count(*) from notice_rule r where r.template = v.name),
                (select count(distinct a.automation_id) from automation_action a where a.action = 'mail' and a.value = v.name)]);
    end if;
    return jsonb_build_object('removed', v.name, 'language', v.language, 'status', p -> 'status');
end
$$;
comment on function turno.template_remove(jsonb) is 'Goes back to the words that turno brings (R34).';
revoke execute on function turno.template_remove(jsonb) from public;
grant execute on function turno.template_remove(jsonb) to turno_act;
