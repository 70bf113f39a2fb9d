-- What of a batch was done before: result 1 with the numbers, balances and time of then, or 3 where the same id was
-- used for another operation; 0 for what is new.
create or replace function wallet_find_repeats(
    p_accounts bigint[], p_ids uuid[], p_payers integer[], p_payees integer[], p_amounts bigint[], p_codes smallint[],
    p_references uuid[], p_kinds smallint[], p_seconds integer[],
    out results smallint[], out made_before timestamptz[], out payer_numbers bigint[], out payee_numbers bigint[],
    out payer_balances bigint[], out payee_balances bigint[]
) language plpgsql as $$
declare
    many constant integer := cardinality(p_ids);
    earlier record;
begin
    results := array_fill(0::smallint, array[many]);
    payer_numbers := array_fill(0::bigint, array[many]); payee_numbers := payer_numbers;
    payer_balances := payer_numbers; payee_balances := payer_numbers;
    for earlier in
        select
            wanted.place, done.at, done.dr_no, done.cr_no, done.dr_balance, done.cr_balance,
            done.dr = p_accounts[p_payers[wanted.place]] and done.cr = p_accounts[p_payees[wanted.place]]
            and done.code = p_codes[wanted.place] and done.kind = coalesce(p_kinds[wanted.place], 0)
            and done.ref is not distinct from p_references[wanted.place]
            and done.seconds is not distinct from p_seconds[wanted.place]
            and (
                done.amount = p_amounts[wanted.place] or done.kind = 3
                or done.kind = 2 and p_amounts[wanted.place] is null
            ) as is_same
        from wallet_transfer done join unnest(p_ids) with ordinality wanted (id, place) using (id)
        where done.id = any(p_ids)
    loop
        if not earlier.is_same then results[earlier.place] := 3; continue; end if;
        if made_before is null then made_before := array_fill(null::timestamptz, array[many]); end if;
        results[earlier.place] := 1; made_before[earlier.place] := earlier.at;
        payer_numbers[earlier.place] := earlier.dr_no; payee_numbers[earlier.place] := earlier.cr_no;
        payer_balances[earlier.place] := earlier.dr_balance; payee_balances[earlier.place] := earlier.cr_balance;
    end loop;
end $$;

revoke execute on function wallet_find_repeats from public;
