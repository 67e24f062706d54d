-- Tags renamed, merged and removed by administrators: the filters that operators keep follow.
create policy saved_filter_gateway on turno.saved_filter to turno_gateway using (true) with check (true);
grant select, update (filter) on turno.saved_filter to turno_gateway;
