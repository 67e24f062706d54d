-- Figures of some categories only.
drop function if exists turno.statistics_open(text);
drop function if exists turno.statistics_period(timestamptz, timestamptz, integer);
drop function if exists turno.statistics_mails(timestamptz, timestamptz);
drop function if exists turno.statistics_operators(timestamptz, timestamptz);
