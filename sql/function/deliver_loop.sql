-- Purpose: mail that goes in circles (M13): our own loop id on any mail but a delivery report, or anybody's
--          loop id on automatic mail.
-- Returns: decision "filtered", null when there is no loop.
-- Calls:   token_check. Writes: nothing.
create or replace function turno.deliver_loop(p_evidence jsonb)
returns jsonb
language plpgsql stable
as $$
begin
    return (select jsonb_build_object('outcome', 'filtered', 'reason', 'loop: mail sent by turno came back',
            'trace', jsonb_build_array(jsonb_build_object('step', 'loop', 'ids', p_evidence #> '{tokens,loop}',
                'ours', x.ours, 'automatic', p_evidence ->> 'automatic')))
        from (select coalesce(bool_or(
                turno.token_check('loop', 'l', 0, split_part(t, '.', 1)::bigint, split_part(t, '.', 2)::bigint,
                    split_part(t, '.', 3))) filter (where t ~ '^[0-9]{1,15}\.[0-9]{1,9}\.[A-Za-z2-7]{16}$'), false) as ours
            from jsonb_array_elements_text(coalesce(p_evidence #> '{tokens,loop}', '[]')) t) x
        where jsonb_array_length(coalesce(p_evidence #> '{tokens,loop}', '[]')) > 0
        and not coalesce((p_evidence ->> 'is_bounce')::boolean, false)
        and (x.ours or p_evidence ->> 'automatic' in ('response', 'generated')));
end
$$;
comment on function turno.deliver_loop is 'Stops mail that goes in circles (M13).';
revoke execute on function turno.deliver_loop from public;
grant execute on function turno.deliver_loop to turno_gateway;
