-- The progress of practices that an office begins with (R37); from then on the list is its own.
insert into turno.practice_state (name_it, name_en, rank, colour, is_start, is_end, is_complete)
select s.name_it, s.name_en, s.rank, s.colour, s.is_start, s.is_end, s.is_complete
from (values
    ('Da iniziare', 'To start', 10, '#1f5fa8', true, false, false),
    ('In lavorazione', 'In progress', 20, '#8a5300', false, false, false),
    ('In attesa di documenti', 'Waiting for documents', 30, '#b3261e', false, false, false),
    ('Conclusa', 'Done', 40, '#1e6b3a', false, true, true),
    ('Annullata', 'Cancelled', 50, '#46525e', false, true, false)
) s(name_it, name_en, rank, colour, is_start, is_end, is_complete)
where not exists (select from turno.practice_state);
