-- A line in the audit trail of an account.
create or replace function wallet_note(
    p_now timestamptz, p_account bigint, p_act text, p_by uuid, p_why text, p_detail jsonb
) returns void language sql set search_path = public, pg_temp as $$
    insert into wallet_audit (account_id, act, by_id, why, detail, at)
    values (p_account, p_act, p_by, p_why, p_detail, p_now)
$$;

revoke execute on function wallet_note from public;
