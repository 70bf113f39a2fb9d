-- Writes the accounts of a batch back, those to which something happened.
-- `between` and not `=`: rows are looked up one by one in the index. By `=` a plan that was made while the table was
-- small, and is kept, walks through all of it.
create or replace function wallet_save_standings(p_at timestamptz, p_standings wallet_standing[])
returns void language plpgsql as $$
begin
    update wallet_account account set
        balance = changed.balance, entries = changed.entries, held = changed.held, incoming = changed.incoming,
        spent = changed.spent, spent_on = (p_at at time zone 'UTC')::date, last_at = p_at,
        last_xid = pg_current_xact_id()
    from unnest(p_standings) changed where account.id between changed.id and changed.id
        and account.entries <> changed.entries;
end $$;

revoke execute on function wallet_save_standings from public;
