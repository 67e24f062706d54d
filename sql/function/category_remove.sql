-- Purpose: turno category remove.
-- Returns: an object that names what was removed.
-- Calls:   category_find, admin_refuse_used, admin_refuse, admin_delete. Writes: category, operator_category.
create or replace function turno.category_remove(p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v_id bigint := category_find(p ->> 'path');
begin
    perform admin_refuse_used(format('Category %s', p ->> 'path'), '{ticket,route,mailbox,sub-category,knowledge note,practice,model}', array[
        (select count(*) from ticket t where t.category_id = v_id),
        (select count(*) from route r where r.category_id = v_id),
        (select count(*) from mailbox m where m.category_id = v_id),
        (select count(*) from category c where c.parent_id = v_id),
        (select count(*) from knowledge k where k.category_id = v_id),
        (select count(*) from practice x where x.category_id = v_id),
        (select count(*) from practice_model_category x where x.category_id = v_id)]);
    if (select c.is_fallback from category c where c.id = v_id) then
        perform admin_refuse('Mail needs a fallback: make another category the fallback first.');
    end if;
    delete from operator_category oc where oc.category_id = v_id;
    perform admin_delete(format('Category %s', p ->> 'path'), 'category', v_id);
    return jsonb_build_object('removed', p ->> 'path');
end
$$;
comment on function turno.category_remove(jsonb) is 'Removes a category that nothing uses (R13).';
revoke execute on function turno.category_remove(jsonb) from public;
grant execute on function turno.category_remove(jsonb) to turno_act;
