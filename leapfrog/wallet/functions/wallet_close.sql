-- Closes an account on which nothing lies and nothing is promised; answers false where something does, null for no
-- account.
create or replace function wallet_close(p_now timestamptz, p_account bigint, p_by uuid, p_why text)
returns boolean language plpgsql security definer
set search_path = public, pg_temp set wallet.writer = 'on' as $$
declare
    account wallet_account;
begin
    select * into account from wallet_account where id = p_account for no key update;
    if not found then return null; end if;
    if account.balance <> 0 or account.held <> 0 or account.incoming <> 0 then return false; end if;
    perform wallet_flag(p_now, p_account, 8::smallint, 0::smallint, 'closed', p_by, p_why);
    return true;
end $$;

revoke execute on function wallet_close from public;
do $$
begin
    if exists (select from pg_roles where rolname = 'leapfrog_town') then
        grant execute on function wallet_close to leapfrog_town;
    end if;
end $$;
