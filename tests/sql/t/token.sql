begin;
\ir ../office.psql
set local role turno_gateway;
select plan(22);

select is(turno.base32('foobar'), 'mzxw6ytboi', 'base32 as in RFC 4648 §10, lower case, no padding');
select is(turno.base32('f'), 'my', 'base32 of one byte');
select is(turno.base32(''), '', 'base32 of nothing');
select is(turno.base32('\x00000000000000000000'), 'aaaaaaaaaaaaaaaa', '80 bits are 16 characters');

select matches(turno.reply_address(pg_temp.mailbox_id('support'), 'c', 142, 17),
    '^support\+c\.142\.17\.[0-9]+\.[a-z2-7]{16}@demo\.example$', 'M17: shape of a reply address');
select matches(turno.subject_token(142, 17), '^\[#142\.[0-9]+\.[a-z2-7]{16}\]$', 'M16: shape of a subject token');
select isnt(turno.token_mac('k', 'address', 'c', 1, 12), turno.token_mac('k', 'address', 'c', 11, 2),
    'M17: numbers do not run into one another');

create temporary table token as
select split_part(t, '.', 1)::bigint as key, split_part(t, '.', 2) as mac
from turno.token_make('address', 'r', 142, 17) t;
select ok(turno.token_check('address', 'r', 142, 17, key, mac), 'M17: a token that we made is ours') from token;
select ok(turno.token_check('address', 'r', 142, 17, key, upper(mac)), 'M17: case may be lost on the way') from token;
select ok(not turno.token_check('address', 'r', 142, 17, key, translate(mac, left(mac, 1), case left(mac, 1) when 'a' then 'b' else 'a' end)),
    'M17: an altered MAC is not ours') from token;
select ok(not turno.token_check('address', 'r', 142, 17, key, left(mac, 15)), 'M17: nor a shortened one') from token;
select ok(not turno.token_check('address', 'r', 142, 17, key, null), 'M17: nor none') from token;
select ok(not turno.token_check('address', 'c', 142, 17, key, mac), 'M17: another role') from token;
select ok(not turno.token_check('address', 'n', 142, 17, key, mac), 'M17, M23: reply is not note') from token;
select ok(not turno.token_check('address', 'r', 143, 17, key, mac), 'M17: another ticket') from token;
select ok(not turno.token_check('address', 'r', 142, 18, key, mac), 'M17: another recipient') from token;
select ok(not turno.token_check('message', 'r', 142, 17, key, mac), 'M17: another purpose') from token;
select ok(not turno.token_check('address', 'r', 142, 17, 9007199254740991, mac), 'M17: an unknown key') from token;

reset role;
update turno.signing_key set retired_at = now() - interval '89 days';
select ok(turno.token_check('address', 'r', 142, 17, key, mac), 'M17: a retired key verifies operators'' tokens for 90 days') from token;
update turno.signing_key set retired_at = now() - interval '91 days';
select ok(not turno.token_check('address', 'r', 142, 17, key, mac), 'M17: and no longer') from token;
select ok(turno.token_check('address', 'c', 1, 2, k.id, turno.token_mac(k.secret, 'address', 'c', 1, 2)),
    'M17: contacts'' tokens live two years') from turno.signing_key k;
select throws_ok($$ select turno.token_make('address', 'c', 1, 2) $$, 'TU003', 'There is no signing key.',
    'M17: a retired key does not sign');
select * from finish();
rollback;
