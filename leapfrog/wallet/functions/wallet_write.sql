-- The rows of a batch, and its link in a chain: sha256(the one before || number || rows).
create or replace function wallet_write(
    p_at timestamptz, p_accounts bigint[], p_ids uuid[], p_payers integer[], p_payees integer[], p_amounts bigint[],
    p_codes smallint[], p_references uuid[], p_kinds smallint[], p_seconds integer[], p_results smallint[],
    p_payer_numbers bigint[], p_payee_numbers bigint[], p_payer_balances bigint[], p_payee_balances bigint[]
) returns void language plpgsql set search_path = public, pg_temp as $$
declare
    chain wallet_lane; batch_id bigint; written integer; bytes bytea;
begin
    select * into chain from wallet_lane order by lane limit 1 for update skip locked;
    if not found then
        select * into chain from wallet_lane where lane = pg_backend_pid() % 64 for update;
    end if;
    batch_id := nextval('wallet_batch_id'); -- under the lock, so that numbers grow along the chain
    with transfer as (
        insert into wallet_transfer (
            id, batch, dr, cr, amount, dr_no, cr_no, dr_balance, cr_balance, at, idx, code, kind, ref, seconds
        )
        select
            done.id, batch_id, p_accounts[done.payer], p_accounts[done.payee], done.amount, done.payer_number,
            done.payee_number, done.payer_balance, done.payee_balance, p_at, done.place, done.code,
            coalesce(done.kind, 0::smallint), done.reference, done.seconds
        from unnest(
            p_ids, p_payers, p_payees, p_amounts, p_payer_numbers, p_payee_numbers, p_payer_balances, p_payee_balances,
            p_codes, p_kinds, p_references, p_seconds, p_results
        ) with ordinality done (
            id, payer, payee, amount, payer_number, payee_number, payer_balance, payee_balance, code, kind, reference,
            seconds, result, place
        )
        where done.result = 0
        returning *
    )
    select
        count(*), wallet_bytes(
            array_agg(id), array_agg(dr), array_agg(cr), array_agg(amount), array_agg(dr_no), array_agg(cr_no),
            array_agg(dr_balance), array_agg(cr_balance), array_agg(code), array_agg(kind), array_agg(ref),
            array_agg(seconds), p_at
        )
    into written, bytes from transfer;
    chain.hash := sha256(chain.hash || int8send(batch_id) || bytes);
    insert into wallet_batch (id, lane, prev, size, at, hash)
    values (batch_id, chain.lane, chain.batch, written, p_at, chain.hash);
    update wallet_lane set batch = batch_id, hash = chain.hash where lane = chain.lane;
end $$;

revoke execute on function wallet_write from public;
