-- Sets and clears flags; answers the flags after it, null where there is no such account. What changes nothing is not
-- noted.
create or replace function wallet_flag(
    p_now timestamptz, p_account bigint, p_set smallint, p_clear smallint, p_act text, p_by uuid, p_why text
) returns smallint language plpgsql security definer
set search_path = public, pg_temp set wallet.writer = 'on' as $$
declare
    flags_before smallint; flags_after smallint;
begin
    select flags into flags_before from wallet_account where id = p_account for no key update;
    flags_after := (flags_before | p_set) & ~p_clear;
    if flags_after <> flags_before then
        update wallet_account set flags = flags_after, last_xid = pg_current_xact_id() where id = p_account;
        perform wallet_note(
            p_now, p_account, p_act, p_by, p_why, jsonb_build_object('before', flags_before, 'after', flags_after)
        );
    end if;
    return flags_after;
end $$;

revoke execute on function wallet_flag from public;
do $$
begin
    if exists (select from pg_roles where rolname = 'leapfrog_town') then
        grant execute on function wallet_flag to leapfrog_town;
    end if;
end $$;
