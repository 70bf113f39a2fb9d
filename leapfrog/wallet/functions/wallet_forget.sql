-- Takes a person out of their accounts, which are empty (see wallet.archive): the books stay as they are, and nobody
-- can say any more whose these were. Answers how many.
create or replace function wallet_forget(p_now timestamptz, p_owner_id uuid, p_why text)
returns integer language plpgsql security definer
set search_path = public, pg_temp set wallet.writer = 'on' as $$
declare
    nobody constant uuid := gen_random_uuid(); account bigint; many integer := 0;
begin
    for account in select id from wallet_account where owner_id = p_owner_id order by id for no key update loop
        update wallet_account set owner_id = nobody, flags = flags | 8, last_xid = pg_current_xact_id()
        where id = account;
        update wallet_audit set by_id = null where account_id = account and by_id = p_owner_id;
        perform wallet_note(p_now, account, 'forgotten', null, p_why, '{}');
        many := many + 1;
    end loop;
    return many;
end $$;

revoke execute on function wallet_forget from public;
do $$
begin
    if exists (select from pg_roles where rolname = 'leapfrog_town') then
        grant execute on function wallet_forget to leapfrog_town;
    end if;
end $$;
