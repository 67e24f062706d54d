-- M28: receipts come in any order. Over all permutations of each set, and over random ones that print their seed, the mail ends in the
-- same state with the same aliases, the same mark at the address and one event for each receipt.
begin;
\ir ../office.psql
\ir ../pec.psql
select no_plan();
select format('seed %s', setseed(x.seed)::text || x.seed) as seed from (select round(random()::numeric, 6)::double precision as seed) x \gset
\echo # :seed
create temporary table mail as select pg_temp.anna_replies(pg_temp.pec_ticket()) as outbox;
grant all on mail to turno_gateway;
set local role turno_gateway;
-- Receipts by a letter: a accepted, c taken in charge, d delivered, e no such recipient, o failed otherwise, n not accepted, v virus, w warned after 12 hours,
-- x after 24; capitals: of a second sending, two days later. What SMTP says of the attempt: s sent, t refused, u no answer.
create function pg_temp.by_letter(p_letter text) returns jsonb language sql volatile as $$
    select pg_temp.receipt(k.kind, pg_temp.message_id((select outbox from mail)), jsonb_build_object('error', k.error,
        'identifier', case when p_letter = lower(p_letter) then 'one' else 'two' end || '@provider.example',
        'date', '2026-05-04T08:00:00Z'::timestamptz + k.after + case when p_letter = lower(p_letter) then '0' else '2 days' end::interval))
    from (values ('a', 'accettazione', 'nessuno', interval '0'), ('c', 'presa-in-carico', 'nessuno', '1 minute'),
        ('d', 'avvenuta-consegna', 'nessuno', '30 hours'), ('e', 'errore-consegna', 'no-dest', '2 minutes'), ('o', 'errore-consegna', 'altro', '2 minutes'),
        ('n', 'non-accettazione', 'altro', '0'), ('v', 'rilevazione-virus', 'virus', '2 minutes'), ('w', 'preavviso-errore-consegna', 'altro', '12 hours'),
        ('x', 'preavviso-errore-consegna', 'altro', '22 hours')) k(letter, kind, error, after)
    where k.letter = lower(p_letter);
$$;
create function pg_temp.orders(p_letters text) returns setof text language sql as $$
    with recursive o(done, rest) as (
        select '', p_letters
        union all
        select o.done || substr(o.rest, i, 1), overlay(o.rest placing '' from i for 1) from o, generate_series(1, length(o.rest)) i
    )
    select done from o where rest = '';
$$;
-- One order, told and taken back: what it leaves.
create function pg_temp.leaves(p_order text) returns text language plpgsql as $$
declare
    v text;
    v_outbox bigint := (select outbox from mail);
begin
    update turno.outbox set state = case when p_order ~ '[stu]' then 'sending' else 'sent' end, delivery = null where id = v_outbox;
    update turno.outbox_job set step = 'data', owner = 'x', leased_until = now() + interval '1 hour' where outbox_id = v_outbox;
    perform case when l ~ '[stu]' then turno.outbox_settle(v_outbox, 'x', w.result, w.reply, w.code)
        else turno.deliver_pec(pg_temp.store('pec'), pg_temp.by_letter(l)) ->> 'outcome' end
    from regexp_split_to_table(p_order, '') l
    left join (values ('s', 'sent', '2.0.0 ok', 250), ('t', 'failed', '5.3.0 no', 554), ('u', 'uncertain', '4.4.2 lost', 0)) w(letter, result, reply, code) on w.letter = l;
    select concat_ws(' ', o.state, o.delivery,
        (select 'dead' from turno.address a where a.folded = lower(o.recipient) and a.dead_at is not null),
        (select string_agg(a.message_id, '+' order by a.message_id) from turno.message_alias a where a.outbox_id = v_outbox),
        (select count(*) from turno.event e where e.ticket_id = o.ticket_id and e.type in
            ('delivery_accepted', 'delivery_taken', 'delivered', 'delivery_doubtful', 'delivery_failed'))
            >= length(translate(p_order, 'stu', '')),
        case when o.delivery = 'failed' then pg_temp.turn_of(o.ticket_id) end)
    into v from turno.outbox o where o.id = v_outbox;
    raise exception using errcode = 'TU000', message = v;
exception when sqlstate 'TU000' then
    return v;
end
$$;
select is(array_agg(distinct pg_temp.leaves(o)), array[s.leaves], format('M28: %s in each of %s orders', s.letters, count(*)))
from (values
    ('a', 'sent accepted one@provider.example t'),
    ('acd', 'sent delivered one@provider.example t'),
    ('acwd', 'sent delivered one@provider.example t'),
    ('aw', 'sent doubtful one@provider.example t'),
    ('w', 'sent doubtful one@provider.example t'),
    ('x', 'sent doubtful one@provider.example t'),
    ('ax', 'failed failed one@provider.example t operator'),
    ('wx', 'failed failed one@provider.example t operator'),
    ('acwx', 'failed failed one@provider.example t operator'),
    ('awxd', 'sent delivered one@provider.example t'),
    ('ae', 'failed failed dead one@provider.example t operator'),
    ('aeo', 'failed failed dead one@provider.example t operator'),
    ('aed', 'sent delivered one@provider.example t'),
    ('n', 'failed failed t operator'),
    ('av', 'failed failed one@provider.example t operator'),
    ('avo', 'failed failed one@provider.example t operator'),
    ('as', 'sent accepted one@provider.example t'),
    ('acds', 'sent delivered one@provider.example t'),
    ('aeds', 'sent delivered one@provider.example t'),
    ('aes', 'failed failed dead one@provider.example t operator'),
    ('au', 'sent accepted one@provider.example t'),
    ('acdu', 'sent delivered one@provider.example t'),
    ('aou', 'failed failed one@provider.example t operator'),
    ('at', 'sent accepted one@provider.example t'),
    ('nA', 'sent accepted two@provider.example t'),
    ('aoA', 'sent accepted one@provider.example+two@provider.example t'),
    ('aeA', 'sent accepted one@provider.example+two@provider.example t'),
    ('aoAC', 'sent accepted one@provider.example+two@provider.example t'),
    ('aAO', 'failed failed one@provider.example+two@provider.example t operator'),
    ('aoAD', 'sent delivered one@provider.example+two@provider.example t'),
    ('aAdE', 'sent delivered one@provider.example+two@provider.example t')) s(letters, leaves), pg_temp.orders(s.letters) o
group by s.letters, s.leaves;
-- Random sets of five to seven receipts: ten orders of each leave the same.
select is(cardinality(array_agg(distinct pg_temp.leaves(o.letters))), 1, format('M28: ten orders of %s', s.letters))
from (select string_agg(substr('acdeonvwxACDEOVWX', 1 + floor(random() * 17)::integer, 1), '') as letters
    from generate_series(1, 12) n, generate_series(1, 5 + n % 3) m group by n) s
cross join lateral (select string_agg(l, '' order by random()) as letters
    from generate_series(1, 10) n, regexp_split_to_table(s.letters, '') l group by n) o
group by s.letters;
select finish();
rollback;
