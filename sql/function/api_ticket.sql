-- Purpose: POST /api/ticket (R36). Who calls is told by the key in turno.api_key. p: {key (Idempotency-Key), sha256 (of the body as it
--          came, hex), body (an object), language}. The same key with the same body within 48 hours answers the same and does nothing.
-- Returns: {status, word or errors {member: word}, body, is_again, wait}: status of HTTP; body of 201: {number, reference, turn, status};
--          wait: seconds until a request may come again.
-- Calls:   api_caller, throttle_take, api_form_errors, api_file_errors, api_open_errors, api_open, api_answer. Writes: what those write;
--          api_request.
create or replace function turno.api_ticket(p jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = turno, pg_temp
as $$
declare
    v_key api_key;
    v_done api_request;
    v_body jsonb := p -> 'body';
    v_digest bytea;
    v_errors jsonb;
    v_ticket bigint;
    v_result jsonb;
begin
    select * into v_key from api_key k where k.id = (select api_caller());
    if not found then
        return '{"status": 401, "word": "key"}';
    elsif not throttle_take('api:' || v_key.id, greatest(1, v_key.per_minute / 6.0), v_key.per_minute / 60.0) then
        return jsonb_build_object('status', 429, 'word', 'often', 'wait', ceil(60.0 / v_key.per_minute));
    elsif coalesce(p ->> 'key', '') !~ '^[!-~]{1,200}$' then
        return '{"status": 400, "word": "idempotency"}';
    end if;
    perform pg_advisory_xact_lock(hashtextextended('api:' || v_key.id || ':' || (p ->> 'key'), 0));
    v_digest := decode(p ->> 'sha256', 'hex');
    select * into v_done from api_request r where r.api_key_id = v_key.id and r.key = p ->> 'key';
    if found then
        return case when v_done.body_sha256 = v_digest then v_done.result || '{"is_again": true}'
            else '{"status": 409, "word": "other"}' end;
    end if;
    v_errors := api_form_errors(v_body);
    if v_errors = '{}' then
        v_errors := api_file_errors(v_body -> 'files') || case when v_body ? 'ticket' then '{}' else api_open_errors(v_key.contacts, v_body) end;
    end if;
    if v_errors <> '{}' then
        return jsonb_build_object('status', case when v_errors @> '{"category": "category"}' then 403 else 422 end, 'errors', v_errors);
    elsif v_body ? 'ticket' then
        v_result := api_answer(v_key.id, v_body);
        if v_result ? 'word' then
            return v_result || jsonb_build_object('status', case v_result ->> 'word' when 'ticket' then 404 else 409 end);
        end if;
        v_ticket := (v_result ->> 'ticket')::bigint;
    else
        v_ticket := api_open(v_key.id, v_body, p ->> 'language');
    end if;
    select jsonb_build_object('status', 201, 'body', jsonb_build_object('number', t.id, 'reference', t.reference, 'turn', t.turn,
        'status', case p ->> 'language' when 'en' then s.name_en else s.name_it end))
    into v_result from ticket t join status s on s.id = t.status_id where t.id = v_ticket;
    insert into api_request (api_key_id, key, body_sha256, result) values (v_key.id, p ->> 'key', v_digest, v_result);
    return v_result;
end
$$;
comment on function turno.api_ticket(jsonb) is 'A client of the API opens a ticket or adds to one of its own (R36).';
alter function turno.api_ticket(jsonb) owner to turno_act;
revoke execute on function turno.api_ticket(jsonb) from public;
grant execute on function turno.api_ticket(jsonb) to turno_web;
