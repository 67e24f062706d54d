-- Purpose: one step of a mail's trace: which sentence of trace_text says it, and what stands in it. A ticket that the viewer does not see has no
--          sentence (R9).
-- Returns: one row.
-- Calls:   reason_text. Writes: nothing.
create or replace function turno.step_said(p_step jsonb, p_language text)
returns table (key text, parts text[])
language plpgsql stable
set search_path = turno, pg_temp
as $$
declare
    v_step text := p_step ->> 'step';
    v_who text := coalesce((select o.name from operator o where o.id = (p_step ->> 'operator')::bigint), '?');
    v_sees boolean := exists (select from ticket t where t.id = (p_step ->> 'ticket')::bigint);
    v_it boolean := p_language = 'it';
    v_way text := case p_step ->> 'way' when 'address' then case when v_it then 'è l’indirizzo di risposta' else 'its reply address says so' end
        when 'message' then case when v_it then 'risponde a una nostra mail' else 'it answers a mail of ours' end
        when 'stored' then case when v_it then 'risponde a una mail già nota' else 'it answers a mail that is known' end
        when 'subject' then case when v_it then 'il codice nell’oggetto' else 'the code in its subject' end end;
    v_reason text := coalesce(rtrim(reason_text(nullif(coalesce(p_step ->> 'reason', p_step #>> '{problems,0,reason}'), ''), p_language), ': .'), '–');
begin
    return query select case
            when v_step = 'report' and p_step ->> 'outbox' is null then 'report.none'
            when v_step = 'sender' then 'sender.' || (p_step ->> 'kind')
            when v_step = 'thread' and p_step ->> 'way' = 'forward' then 'thread.forward'
            when v_step = 'thread' and p_step ->> 'ticket' is null then 'thread.none'
            when v_step in ('thread', 'closed') and not v_sees then ''
            when v_step = 'thread' then case when (p_step ->> 'fits')::boolean then 'thread.fits' else 'thread.other' end
            when v_step = 'trust' then 'trust.' || (p_step ->> 'level')
            when v_step = 'new' then 'new.' || (p_step ->> 'accept_new')
            when v_step in ('filter', 'fresh_filter') then case when coalesce(p_step -> 'rules', '[]') = '[]' then 'filter.none' else 'filter' end
            when v_step in ('fresh', 'command') and (p_step ->> 'refused')::boolean then 'command.refused'
            when v_step = 'fresh' and (p_step ->> 'parked')::boolean then 'fresh.parked'
            when v_step = 'outcome' then 'outcome.' || (p_step ->> 'outcome')
            else v_step end,
        case v_step
            when 'reader' then array[p_step ->> 'died', v_reason]
            when 'error' then array[reason_text(p_step ->> 'error', p_language)]
            when 'duplicate' then array[p_step ->> 'of']
            when 'pec' then array[coalesce(p_step ->> 'kind', '–')]
            when 'sender' then array[coalesce(nullif(p_step ->> 'address', ''), '–'), case p_step ->> 'by'
                when 'reply_to' then case when v_it then ', come dice la mail in «Rispondi a»' else ', as the mail says in Reply-To' end else '' end
                || case p_step ->> 'automatic' when 'no' then '' when 'list' then case when v_it then ', attraverso una lista' else ', through a mailing list' end
                    else case when v_it then '; l’ha scritta un programma' else '; a program wrote it' end end]
            when 'thread' then array[p_step ->> 'ticket', v_way]
            when 'trust' then array[case when p_step ->> 'level' = 'none' then case p_step ->> 'why'
                    when 'no server that is trusted says anything' then case when v_it then 'nessun server fidato dice nulla' else 'no trusted server says anything' end
                    when 'nothing in it authenticates the sender' then case when v_it then 'nulla di ciò che dice il server lo conferma' else 'nothing that the server says confirms it' end
                    when 'the sender is not the only one in From' then case when v_it then 'il mittente non è l’unico indicato' else 'the sender is not the only one named' end
                    else '–' end else concat_ws(': ', p_step ->> 'server', p_step ->> 'why') end]
            when 'new' then array[p_step ->> 'mailbox']
            when 'filter' then array[(select string_agg(coalesce(nullif(r ->> 'name', ''), '#' || (r ->> 'rule')), ', ') from jsonb_array_elements(p_step -> 'rules') r)]
            when 'fresh_filter' then array[(select string_agg(coalesce(nullif(r ->> 'name', ''), '#' || (r ->> 'rule')), ', ') from jsonb_array_elements(p_step -> 'rules') r)]
            when 'blocked' then array[p_step ->> 'pattern']
            when 'closed' then array[p_step ->> 'ticket']
            when 'outcome' then array[v_reason]
            when 'discarded' then array[v_who, coalesce(': ' || nullif(p_step ->> 'reason', ''), '')]
            else array[v_who, v_reason] end;
end
$$;
comment on function turno.step_said(jsonb, text) is 'One step of a trace: its sentence, and what stands in it.';
alter function turno.step_said(jsonb, text) owner to turno_act;
revoke execute on function turno.step_said(jsonb, text) from public;
