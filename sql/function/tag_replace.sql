-- Purpose: another tag, or none (p_into null), in the place of one: on all tickets, whoever sees them, and in the filters that operators keep.
--          A ticket has it once. It is the word that changes, as the name of a status does: the timelines of the tickets keep what was said then,
--          and their order in lists stays. Tickets are taken in order of number, like everywhere; one administrator at a time.
-- Returns: nothing.
-- Calls:   nothing. Writes: ticket_tag, saved_filter.
create or replace function turno.tag_replace(p_tag text, p_into text)
returns void
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
begin
    perform pg_advisory_xact_lock(hashtextextended('turno.tag', 0));
    perform from ticket t where t.id in (select g.ticket_id from ticket_tag g where g.tag = p_tag) order by t.id for update;
    insert into ticket_tag (ticket_id, tag)
    select g.ticket_id, p_into from ticket_tag g where g.tag = p_tag and p_into is not null
    on conflict do nothing;
    delete from ticket_tag g where g.tag = p_tag;
    update saved_filter s set filter = jsonb_strip_nulls(s.filter || jsonb_build_object('tag', (select jsonb_agg(distinct x)
        from (select case when v = p_tag then p_into else v end as x from jsonb_array_elements_text(s.filter -> 'tag') v) y where x is not null)))
    where s.filter -> 'tag' ? p_tag;
end
$$;
comment on function turno.tag_replace(text, text) is 'Puts another tag, or none, in the place of one.';
alter function turno.tag_replace(text, text) owner to turno_gateway;
revoke execute on function turno.tag_replace(text, text) from public;
grant execute on function turno.tag_replace(text, text) to turno_act;
