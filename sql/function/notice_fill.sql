-- Purpose: who is told of an event, as a form has it (R34). p: event, rows: [AUDIENCE/CHANNEL/STATUS, the last empty for all], on: those that are
--          told, templates: of each row. What is as it was is left alone.
-- Returns: {key: the event}. Refuses as notice_set.
-- Calls:   admin_keys, notice_json, notice_set. Writes: what that does.
create or replace function turno.notice_fill(p jsonb)
returns jsonb
language plpgsql volatile
set search_path = turno, pg_temp
as $$
declare
    v record;
begin
    perform admin_keys(p, '{event,rows,on,templates}');
    -- What is switched on first: for a moment two ways may be open, never none.
    for v in select r ->> 'audience' as audience, r ->> 'channel' as channel, r ->> 'status' as status, p -> 'templates' ->> (x.n - 1)::integer as template,
            coalesce(p -> 'on', '[]') ? x.word as is_on, (r ->> 'is_on')::boolean as was_on, r ->> 'template' as was_template
        from jsonb_array_elements_text(coalesce(p -> 'rows', '[]')) with ordinality x(word, n)
        join jsonb_array_elements(notice_json(p ->> 'event')) r on concat_ws('/', r ->> 'audience', r ->> 'channel', coalesce(r ->> 'status', '')) = x.word
        order by 5 desc, x.n loop
        if v.is_on <> v.was_on or v.template <> v.was_template then
            perform notice_set(jsonb_strip_nulls(jsonb_build_object('event', p -> 'event', 'audience', v.audience, 'channel', v.channel,
                'status', v.status, 'on', v.is_on, 'template', v.template)));
        end if;
    end loop;
    return jsonb_build_object('key', p -> 'event');
end
$$;
comment on function turno.notice_fill(jsonb) is 'Who is told of an event, all rows at once (R34).';
revoke execute on function turno.notice_fill(jsonb) from public;
grant execute on function turno.notice_fill(jsonb) to turno_act;
