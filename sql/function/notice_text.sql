-- Purpose: what was left out of a mail, in words (M5): the limits it met, and where the rest is.
-- Returns: array of {notice: sentence} in p_language (it, en), empty without notices; unknown names are left out.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.notice_text(p_notices text[], p_mail bigint, p_language text)
returns jsonb
language plpgsql immutable
as $$
begin
    return (with sentence as (
        select n.place, case p_language when 'it' then s.italian else s.english end as text
        from unnest(p_notices) with ordinality n(name, place)
        join (values
            ('raw', 'Only the header of this mail was taken: it is larger than what is kept.',
                'Di questa mail è stata presa solo l''intestazione: è più grande di quanto si conserva.'),
            ('header', 'Header fields were left out or cut: there are too many, or they are too long.',
                'Alcuni campi dell''intestazione mancano o sono tagliati: sono troppi o troppo lunghi.'),
            ('parts', 'Parts of this mail were left out: it has more than 1000.',
                'Alcune parti di questa mail mancano: sono più di 1000.'),
            ('depth', 'Parts of this mail were left out: they are nested more than 50 deep.',
                'Alcune parti di questa mail mancano: sono annidate oltre 50 livelli.'),
            ('addresses', 'Addresses were left out: a field has more than 100.',
                'Alcuni indirizzi mancano: un campo ne ha più di 100.'),
            ('references', 'References to earlier mails were left out: there are more than 100.',
                'Alcuni riferimenti a mail precedenti mancano: sono più di 100.'),
            ('text', 'The text is cut: it is longer than 1 MiB.',
                'Il testo è tagliato: supera 1 MiB.')
        ) s(name, english, italian) on s.name = n.name
    ), way as (
        select case when 'raw' = any (p_notices) then
                case p_language when 'it' then 'La mail intera resta nella casella di posta, contrassegnata.'
                    else 'The whole mail stays in the mailbox, flagged.' end
            else format(case p_language
                    when 'it' then 'La mail originale è conservata intera: chi amministra la ottiene con «turno mail raw %s».'
                    else 'The original mail is kept whole: an administrator gets it with "turno mail raw %s".' end, p_mail)
            end as text
    )
    select coalesce(jsonb_agg(jsonb_build_object('notice', x.text) order by x.place), '[]')
    from (select s.place, s.text from sentence s
        union all
        select 1000, w.text from way w where exists (select from sentence)) x);
end
$$;
comment on function turno.notice_text is 'What was left out of a mail, in words (M5).';
revoke execute on function turno.notice_text from public;
grant execute on function turno.notice_text to turno_gateway, turno_web;
