-- Purpose: the fixed table of what administrators do by the web: nouns and verbs as on the command line.
-- Returns: name of the function; null for what is not in it.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.admin_function(p_noun text, p_verb text)
returns text
language sql immutable parallel safe
set search_path = turno, pg_temp
as $$
    select t.prefix || '_' || v
    from (values
        ('operator', 'operator', '{list,show,add,set,remove}'::text[]),
        ('contact', 'contact', '{list,show,add,set,remove,merge}'),
        ('customer', 'customer', '{list,show,add,set,remove}'),
        ('category', 'category', '{list,show,add,set,remove}'),
        ('right', 'right', '{set}'),
        ('mailbox', 'mailbox', '{list,show,add,set,remove,server,sending,test}'),
        ('status', 'status', '{list,show,add,set,remove}'),
        ('priority', 'priority', '{list,show,add,set,remove}'),
        ('tag', 'tag', '{list,show,set,merge,remove}'),
        ('route', 'route', '{list,show,add,set,remove}'),
        ('setting', 'setting', '{list,show,set,remove,fill}'),
        ('notice', 'notice', '{list,set,fill}'),
        ('mute', 'mute', '{list,add,remove}'),
        ('hold', 'hold', '{list,add,remove}'),
        ('key', 'key', '{list,rotate,retire}'),
        ('template', 'template', '{list,show,set,remove}'),
        ('model', 'model', '{list,show,add,set,remove}'),
        ('progress', 'progress', '{list,show,add,set,remove}'),
        ('automation', 'automation', '{list,show,add,set,remove,try}'),
        ('hook', 'webhook', '{list,show,add,set,remove,test}'),
        ('apikey', 'api_key', '{list,show,add,set,remove}')) t(noun, prefix, verbs), unnest(t.verbs) v
    where t.noun = p_noun and v = p_verb;
$$;
comment on function turno.admin_function(text, text) is 'The function behind a noun and a verb of the administration.';
revoke execute on function turno.admin_function(text, text) from public;
grant execute on function turno.admin_function(text, text) to turno_act;
