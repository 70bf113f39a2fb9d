-- Keeps what a look through the books found; answers its number.
create or replace function wallet_reconciled(
    p_now timestamptz, p_batch bigint, p_transfers bigint, p_heads bytea, p_faults jsonb
) returns bigint language sql security definer set search_path = public, pg_temp set wallet.writer = 'on' as $$
    insert into wallet_reconciliation (at, batch, transfers, heads, faults)
    values (p_now, p_batch, p_transfers, p_heads, p_faults) returning id
$$;

revoke execute on function wallet_reconciled from public;
do $$
begin
    if exists (select from pg_roles where rolname = 'leapfrog_town') then
        grant execute on function wallet_reconciled to leapfrog_town;
    end if;
end $$;
