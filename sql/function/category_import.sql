-- Purpose: turno import categories. They are known by their path, so that the same file changes nothing the second time.
-- Returns: as import_run.
-- Calls:   import_run. Writes: what category_import_row does.
create or replace function turno.category_import(p jsonb)
returns jsonb
language sql volatile
set search_path = turno, pg_temp
as $$
    select import_run(p, '{
        "path": ["percorso", "path", "categoria", "category"],
        "name": ["nome", "name"],
        "parent": ["padre", "categoria padre", "categoria superiore", "sopra", "parent", "parent category"],
        "is_hidden": ["nascosta", "nascosto", "hidden", "interna"],
        "instructions": ["istruzioni", "instructions"],
        "initial_level": ["livello", "livello iniziale", "level", "initial level"],
        "asks_place": ["chiede il luogo", "chiede luogo", "luogo", "asks place", "place"]
        }', '{path,name}', 'category_import_row');
$$;
comment on function turno.category_import(jsonb) is 'Takes categories from the rows of a CSV file (R6).';
revoke execute on function turno.category_import(jsonb) from public;
