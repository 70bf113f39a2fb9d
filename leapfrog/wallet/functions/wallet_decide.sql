-- Any operations: holds and what becomes of them, refunds, chains, limits, accounts that are not there. Each sees the
-- ones before it; a chain, which is one operation or several that are linked, is done as a whole or not at all. The
-- accounts are locked already. `amounts` are those to be written, `done` is how many operations are.
create or replace function wallet_decide(
    p_at timestamptz, p_accounts bigint[], p_ids uuid[], p_payers integer[], p_payees integer[], p_amounts bigint[],
    p_references uuid[], p_kinds smallint[], p_links boolean[], p_seconds integer[], inout results smallint[],
    inout payer_numbers bigint[], inout payee_numbers bigint[], inout payer_balances bigint[],
    inout payee_balances bigint[], out amounts bigint[], out done integer
) language plpgsql set search_path = public, pg_temp as $$
declare
    standings wallet_standing[] := wallet_load_standings(p_accounts, (p_at at time zone 'UTC')::date);
    own integer[]; about integer[]; subjects wallet_subject[];
    first integer := 1; last integer; stopped integer; repeated integer;
    kind smallint; payer integer; payee integer; step wallet_step; before wallet_step[]; refused smallint;
begin
    select * into own, about, subjects from wallet_load_subjects(p_at, p_accounts, p_ids, p_references, p_kinds);
    amounts := p_amounts; done := 0;
    while first <= cardinality(p_ids) loop
        last := first; repeated := 0;
        while p_links[last] and last < cardinality(p_ids) loop last := last + 1; end loop;
        for place in first..last loop
            stopped := place; refused := results[place];
            if refused = 1 then repeated := repeated + 1; refused := 0; end if;
            if results[place] = 0 then
                kind := coalesce(p_kinds[place], 0); payer := p_payers[place]; payee := p_payees[place];
                step := row(p_amounts[place], standings[payer], standings[payee], subjects[about[place]]);
                refused := wallet_refusal(kind, payer, payee, step);
            end if;
            if place = last and p_links[last] then refused := 2; end if;
            -- A chain is new as a whole, or was done before as a whole.
            if place = last and refused = 0 and repeated between 1 and last - first then refused := 3; end if;
            exit when refused <> 0;
            continue when results[place] = 1;
            before[place] := step; step := wallet_perform(kind, step);
            standings[payer] := step.payer; standings[payee] := step.payee;
            payer_numbers[place] := (step.payer).entries; payee_numbers[place] := (step.payee).entries;
            payer_balances[place] := (step.payer).balance; payee_balances[place] := (step.payee).balance;
            amounts[place] := step.amount; done := done + 1;
            if kind >= 2 then subjects[about[place]] := step.subject; end if;
            if kind < 3 and own[place] > 0 then
                subjects[own[place]] := row(case kind when 1 then 1 else 4 end, step.amount, payer, payee, 0, true);
            end if;
        end loop;
        if refused <> 0 then
            for place in reverse stopped - 1..first loop
                continue when results[place] <> 0;
                payer := p_payers[place]; payee := p_payees[place]; step := before[place];
                standings[payer] := step.payer; standings[payee] := step.payee;
                if about[place] > 0 then subjects[about[place]] := step.subject; end if;
                if own[place] > 0 then subjects[own[place]] := row(0, 0, 0, 0, 0, true); end if;
                done := done - 1;
            end loop;
            for place in first..last loop results[place] := 22; end loop;
            if p_links[last] then results[last] := 2; end if;
            results[stopped] := refused;
        end if;
        first := last + 1;
    end loop;
    perform wallet_save_standings(p_at, standings) where done > 0;
    perform wallet_save_holds(
        p_at, p_accounts, p_ids, p_payers, p_payees, p_amounts, p_references, p_kinds, p_seconds, results, own, subjects
    ) where p_kinds is not null;
end $$;

revoke execute on function wallet_decide from public;
