-- Purpose: does what authenticates p_signer authenticate p_domain too (alignment, RFC 7489 §3.1)? The same domain or one below it.
--          The other way round, that a sub-domain speaks for the whole, needs a list of public suffixes: there dmarc=pass decides.
-- Returns: true or false; false for an empty name or a top level.
-- Calls:   nothing. Writes: nothing.
create or replace function turno.domain_covers(p_signer text, p_domain text)
returns boolean
language sql immutable parallel safe
as $$
    select coalesce(p_signer like '_%.%_' and (p_domain = p_signer or right(p_domain, length(p_signer) + 1) = '.' || p_signer), false);
$$;
comment on function turno.domain_covers(text, text) is 'Whether a domain authenticates another (M15).';
revoke execute on function turno.domain_covers(text, text) from public;
grant execute on function turno.domain_covers(text, text) to turno_gateway;
