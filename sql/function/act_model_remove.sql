-- Purpose: an administrator removes a model that no practice was made of (R13; p: model, form_key).
-- Returns: {ok, done: removed}; TU002 for who is no administrator or when there is no such model, TU003 when one was.
-- Calls:   form_again, admin_submit. Writes: what that does.
create or replace function turno.act_model_remove(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_name text := (select m.name from practice_model m where m.id = (p ->> 'model')::bigint);
begin
    if form_again(p) then
        return '{"ok": true, "done": "removed"}';
    elsif v_name is null then
        raise exception using errcode = 'TU002', message = 'There is no such model.';
    end if;
    perform admin_submit(p, 'model', 'remove', jsonb_build_object('name', v_name));
    return '{"ok": true, "done": "removed"}';
end
$$;
comment on function turno.act_model_remove(jsonb) is 'An administrator removes a model of practices (R13).';
alter function turno.act_model_remove(jsonb) owner to turno_act;
revoke execute on function turno.act_model_remove(jsonb) from public;
grant execute on function turno.act_model_remove(jsonb) to turno_web;
