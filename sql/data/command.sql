-- The commands of operators' mails (M24), in the order in which they are carried out. doc/turno-mail.7 and the template "transcript" tell
-- of each.
with wanted(word, word_it, rank, value, aspect, for_new, on_closed) as (values
    ('help', 'aiuto', 1, 'none', null, false, true),
    ('end', 'fine', 2, 'none', null, false, true),
    ('new', 'nuovo', 3, 'optional', null, true, false),
    ('contact', 'contatto', 4, 'required', null, true, false),
    ('subject', 'oggetto', 5, 'required', null, true, false),
    ('reopen', 'riapri', 10, 'none', null, false, true),
    ('category', 'categoria', 20, 'required', null, false, true),
    ('level', 'livello', 21, 'required', null, false, true),
    ('assign', 'assegna', 22, 'required', 'owner', false, false),
    ('take', 'prendi', 22, 'none', 'owner', false, false),
    ('priority', 'priorita', 23, 'required', null, false, false),
    ('due', 'scadenza', 24, 'required', null, false, false),
    ('cc', 'copia', 25, 'required', null, false, false),
    ('note', 'nota', 50, 'optional', 'text', false, true),
    ('reply', 'rispondi', 50, 'optional', 'text', false, true),
    ('keep', 'tieni', 50, 'none', 'turn', false, true),
    ('turn', 'passa', 60, 'optional', 'turn', false, true),
    ('status', 'stato', 60, 'required', 'turn', false, true),
    ('close', 'chiudi', 70, 'optional', 'turn', false, false),
    ('merge', 'unisci', 80, 'required', null, false, true)
), gone as (
    delete from turno.command c where not exists (select from wanted w where w.word = c.word)
)
insert into turno.command (word, word_it, rank, value, aspect, for_new, on_closed)
select w.word, w.word_it, w.rank, w.value, w.aspect, w.for_new, w.on_closed from wanted w
on conflict (word) do update set word_it = excluded.word_it, rank = excluded.rank, value = excluded.value, aspect = excluded.aspect,
    for_new = excluded.for_new, on_closed = excluded.on_closed;
