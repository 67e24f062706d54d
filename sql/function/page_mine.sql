-- Purpose: a contact's own tickets (R3, R24; p: text: words, number or code that they hold, turn = operator|contact|closed, after, limit,
--          language). By a link there is its one ticket.
-- Returns: {text, turn, tabs: [{turn, count, is_current}], count, tickets: [{number, reference, short_code, subject, turn, status, is_custom_status,
--          colour, opened_at, updated_at}], next, is_first}: whose turn it is not asked for, the contact's first. TU002 for an operator, TU004 for nobody.
-- Calls:   viewer_required, ticket_reach, search_exact, search_tickets. Writes: nothing.
create or replace function turno.page_mine(p jsonb)
returns jsonb
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_text text := btrim(left(coalesce(p ->> 'text', ''), 200));
    v_turn text := case when p ->> 'turn' in ('operator', 'contact', 'closed') then p ->> 'turn' end;
    v_limit integer := least(greatest(number_or(p ->> 'limit', 25), 1), 100);
    v_after bigint := greatest(number_or(p ->> 'after', 0), 0);
    v_ids bigint[];
begin
    if (select v.contact_id from viewer_required() v) is null then
        raise exception using errcode = 'TU002', message = 'There is no such page.';
    end if;
    if v_text = '' then
        v_ids := array(select ticket_reach(null, null, null, 5000));
    else
        v_ids := array(select search_exact(v_text, 200) union select h.ticket_id from search_tickets(v_text, 200) h where h.ticket_id is not null);
    end if;
    return (
        with mine as materialized (select t.id, t.reference, t.short_code, t.subject, t.turn, t.status_id, t.opened_at, t.updated_at
            from ticket t where t.id = any (v_ids) and t.merged_into is null),
        chosen as (select m.*, row_number() over (order by (m.turn = 'contact') desc, m.updated_at desc, m.id desc) as n
            from mine m where v_turn is null or m.turn = v_turn)
        select jsonb_build_object('text', v_text, 'turn', coalesce(v_turn, ''), 'is_first', v_after = 0,
            'count', (select count(*) from mine),
            'tabs', (select jsonb_agg(jsonb_build_object('turn', u.turn, 'count', (select count(*) from mine m where m.turn = u.turn),
                    'is_current', u.turn = v_turn is true) order by u.n)
                from unnest('{contact,operator,closed}'::text[]) with ordinality u(turn, n)),
            'next', (select v_after + v_limit from chosen c where c.n = v_after + v_limit + 1),
            'tickets', (select coalesce(jsonb_agg(jsonb_build_object('number', c.id, 'reference', c.reference, 'short_code', c.short_code,
                    'subject', c.subject, 'turn', c.turn, 'status', case when p ->> 'language' = 'en' then s.name_en else s.name_it end,
                    'is_custom_status', not s.is_builtin, 'colour', s.colour, 'opened_at', c.opened_at, 'updated_at', c.updated_at) order by c.n), '[]')
                from chosen c join status s on s.id = c.status_id
                where c.n > v_after and c.n <= v_after + v_limit)));
end
$$;
comment on function turno.page_mine(jsonb) is 'A contact''s own tickets (R3, R24).';
revoke execute on function turno.page_mine(jsonb) from public;
grant execute on function turno.page_mine(jsonb) to turno_web;
