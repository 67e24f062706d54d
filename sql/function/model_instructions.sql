-- Purpose: what a contact is told before he writes in a category: the instructions of its models (R30). Also without a
--          session, where the office lets anyone open a ticket (R3).
-- Returns: array of {model, instructions}; [] for a category that is hidden or below a hidden one, or when there is nothing to say.
-- Calls:   viewer, category_models, category_is_offered. Writes: nothing.
create or replace function turno.model_instructions(p_category bigint)
returns jsonb
language sql stable security definer
set search_path = turno, pg_temp
as $$
    select coalesce(jsonb_agg(jsonb_build_object('model', m.name, 'instructions', m.instructions) order by x.n), '[]')
    from category c cross join category_models(c.id) x join practice_model m on m.id = x.id
    where c.id = p_category and m.instructions <> ''
        and (exists (select from viewer() v where v.operator_id is not null) or (category_is_offered(c.id)
            and (exists (select from viewer()) or exists (select from setting s where s.key = 'web.open' and s.value = '"anyone"'))));
$$;
comment on function turno.model_instructions(bigint) is 'Instructions of the models of a category, for who opens a ticket there (R30).';
alter function turno.model_instructions(bigint) owner to turno_act;
revoke execute on function turno.model_instructions(bigint) from public;
grant execute on function turno.model_instructions(bigint) to turno_web;
