-- Open holds come and go with a batch. One that is made and resolved in the same batch never becomes a row.
create or replace function wallet_save_holds(
    p_at timestamptz, p_accounts bigint[], p_ids uuid[], p_payers integer[], p_payees integer[], p_amounts bigint[],
    p_references uuid[], p_kinds smallint[], p_seconds integer[], p_results smallint[], p_own integer[],
    p_subjects wallet_subject[]
) returns void language plpgsql as $$
begin
    insert into wallet_hold (id, dr, cr, amount, expires)
    select id, p_accounts[payer], p_accounts[payee], amount, p_at + seconds * interval '1 second'
    from unnest(p_ids, p_payers, p_payees, p_amounts, p_kinds, p_seconds, p_results, p_own)
        operation (id, payer, payee, amount, kind, seconds, result, own)
    where kind = 1 and result = 0 and (p_subjects[own]).state = 1;
    delete from wallet_hold where id = any(array(
        select reference from unnest(p_references, p_kinds, p_results) operation (reference, kind, result)
        where kind in (2, 3) and result = 0
    ));
end $$;

revoke execute on function wallet_save_holds from public;
