-- Purpose: the kind of mail that a template is for.
-- Returns: its kind: the name itself for those that turno brings; null when there is no such template.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.template_kind_of(p_name text)
returns text
language plpgsql stable
as $$
begin
    return (select coalesce((select k.name from turno.template_kind k where k.name = p_name),
            (select t.kind from turno.template t where t.name = p_name limit 1)));
end
$$;
comment on function turno.template_kind_of is 'Kind of mail that a template is for (R34).';
revoke execute on function turno.template_kind_of from public;
grant execute on function turno.template_kind_of to turno_gateway, turno_act;
