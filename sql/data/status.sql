-- The three built-in statuses (R16) and four priorities (R32). What the office renamed or recoloured stays.
insert into turno.status (name_it, name_en, description, colour, turn, is_default, is_opening, is_closing, is_builtin)
select s.name_it, s.name_en, s.description, s.colour, s.turn,
    not exists (select from turno.status o where o.turn = s.turn and o.is_default),
    s.turn = 'operator' and not exists (select from turno.status o where o.is_opening),
    s.turn = 'closed' and not exists (select from turno.status o where o.is_closing), true
from (values
    ('Turno operatore', 'Operator''s turn', 'Tocca all''ufficio', '#b3261e', 'operator'),
    ('Turno contatto', 'Contact''s turn', 'Tocca al contatto', '#1f5fa8', 'contact'),
    ('Chiuso', 'Closed', 'Concluso', '#46525e', 'closed')
) s(name_it, name_en, description, colour, turn)
where not exists (select from turno.status o where o.turn = s.turn and o.is_builtin);

insert into turno.priority (name_it, name_en, rank, colour, is_default)
select p.name_it, p.name_en, p.rank, p.colour, p.is_default
from (values
    ('Bassa', 'Low', 10, '#46525e', false),
    ('Normale', 'Normal', 20, '#1f5fa8', true),
    ('Alta', 'High', 30, '#8a5300', false),
    ('Urgente', 'Urgent', 40, '#b3261e', false)
) p(name_it, name_en, rank, colour, is_default)
where not exists (select from turno.priority);
