-- Purpose: does an operator's text still hold what is internal (M25): the marker line of notifications, an operator's signed address,
--          the address of an operators' page, or eight words in a row of a note of this ticket? What a public post of it says as well
--          is no secret; nor is a note that was made of a refused mail, which is the reply that he now writes again.
-- Returns: true or false.
-- Calls:   text_words. Writes: nothing.
create or replace function turno.operator_text_leaks(p_ticket bigint, p_text text)
returns boolean
language plpgsql stable
as $$
declare
    v_notes text[];
    v_found text[];
begin
    if lower(p_text) ~ 'turno: rispondi sopra questa riga|reply above this line ---'
        or lower(p_text) ~ '(\+|%2b)[rn]\.[0-9]+\.[0-9]+\.[0-9]+\.[a-z2-7]{16}'
        or lower(p_text) ~ 'https?://[^[:space:]]+/((ticket|practice|mail|admin|attachment)/[0-9]+|confirm/[a-z0-9_-]{43})' then
        return true;
    end if;
    v_notes := array(select p.visible_text from turno.post p left join turno.mail m on m.id = p.mail_id
        where p.ticket_id = p_ticket and p.kind = 'note'
            and (m.trace @? '$[*] ? (@.step == "command" && @.refused == true)') is not true);
    if v_notes <> '{}' then
        v_found := array(select turno.text_words(p_text) intersect select turno.text_words(n) from unnest(v_notes) n);
    end if;
    return coalesce(cardinality(v_found), 0) > 0 and exists (select unnest(v_found) except
        select turno.text_words(p.visible_text) from turno.post p where p.ticket_id = p_ticket and p.kind = 'message');
end
$$;
comment on function turno.operator_text_leaks(bigint, text) is 'Whether a reply still holds internal text (M25).';
revoke execute on function turno.operator_text_leaks(bigint, text) from public;
grant execute on function turno.operator_text_leaks(bigint, text) to turno_gateway;
