-- The picture of the schema as a graph for dot: what doc/schema.dot holds. A table is a box in the frame of the file of
-- sql/schema that makes it, an arrow a foreign key (dashed where it may be null). The setting picture.homes has lines "FILE:create table turno.NAME".
with home as (
    select m[1] as part, m[2] as name
    from regexp_split_to_table(current_setting('picture.homes'), '\n') l, regexp_match(l, '^sql/schema/\d+_(\w+)\.sql:create table turno\.(\w+)') m
), box as (
    select c.oid, c.relname as name, coalesce(h.part, 'other') as part, coalesce(obj_description(c.oid, 'pg_class'), '') as comment
    from pg_class c left join home h on h.name = c.relname
    where c.relnamespace = 'turno'::regnamespace and c.relkind in ('r', 'p') and c.relname <> 'schema_version'
        and not c.relispartition
), arrow as (
    select b.name as source, t.name as target, bool_and(a.attnotnull) as is_needed,
        string_agg(distinct a.attname, ', ' order by a.attname) as columns
    from pg_constraint n join box b on b.oid = n.conrelid join box t on t.oid = n.confrelid
    join pg_attribute a on a.attrelid = n.conrelid and a.attnum = any (n.conkey)
    where n.contype = 'f'
    group by n.oid, b.name, t.name
), line(place, part, text) as (
    select 0, '', e'digraph turno {\nrankdir=LR; ranksep=1.1; nodesep=0.18; fontname="sans-serif"; fontsize=13; bgcolor="white";'
        || e'\nnode [shape=box, style=filled, fillcolor="white", color="#46525e", fontname="sans-serif", fontsize=11, height=0.3];'
        || e'\nedge [color="#8a96a3", arrowsize=0.6];'
    union all
    select 1, b.part, format(e'subgraph cluster_%s { label="%s"; color="#d5dce4"; bgcolor="#f5f7fa";\n%s\n}', b.part, b.part,
        string_agg(format('%s [tooltip="%s"];', b.name, replace(replace(b.comment, '\', '\\'), '"', '\"')), e'\n'
            order by b.name collate "C"))
    from box b group by b.part
    union all
    select 2, a.source || a.target || a.columns, format('%s -> %s [tooltip="%s"%s];', a.source, a.target, a.columns,
        case when not a.is_needed then ', style=dashed' end)
    from arrow a
    union all
    select 3, '', '}'
)
select string_agg(l.text, e'\n' order by l.place, l.part collate "C") from line l
