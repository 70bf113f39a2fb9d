-- New limits; false where more is used already than the new credit allows, null for no account.
create or replace function wallet_limit(
    p_now timestamptz, p_account bigint, p_credit bigint, p_most bigint, p_once bigint, p_daily bigint, p_by uuid,
    p_why text
) returns boolean language plpgsql security definer
set search_path = public, pg_temp set wallet.writer = 'on' as $$
declare
    account wallet_account;
begin
    select * into account from wallet_account where id = p_account for no key update;
    if not found then return null; end if;
    if p_credit is not null and account.balance - account.held < -p_credit then return false; end if;
    update wallet_account set
        credit = p_credit, most = p_most, most_once = p_once, most_daily = p_daily, last_xid = pg_current_xact_id()
    where id = p_account;
    perform wallet_note(p_now, p_account, 'limited', p_by, p_why, jsonb_build_object(
        'before', jsonb_build_object(
            'credit', account.credit, 'most', account.most, 'once', account.most_once, 'daily', account.most_daily
        ),
        'after', jsonb_build_object('credit', p_credit, 'most', p_most, 'once', p_once, 'daily', p_daily)
    ));
    return true;
end $$;

revoke execute on function wallet_limit from public;
do $$
begin
    if exists (select from pg_roles where rolname = 'leapfrog_town') then
        grant execute on function wallet_limit to leapfrog_town;
    end if;
end $$;
