-- Why an operation cannot be done: the first reason in the order of wallet.errors.RESULTS, or 0. `p_payer` and
-- `p_payee` are the places of its accounts. Kinds: 0 transfer, 1 hold, 2 post, 3 void, 4 refund. Flags: 1 frozen by the
-- owner, 2 nothing goes out, 4 nothing comes in, 8 closed.
create or replace function wallet_refusal(
    p_kind smallint, p_payer integer, p_payee integer, step wallet_step
) returns smallint language plpgsql immutable as $$
declare
    amount constant bigint := case p_kind when 3 then 0 else step.amount end;
    subject constant wallet_subject := step.subject; payer constant wallet_standing := step.payer;
    payee constant wallet_standing := step.payee;
begin
    if amount < 0 or amount > 1000000000000000 or amount = 0 and p_kind <> 3 or amount is null and p_kind <> 2 then
        return 4;
    end if;
    if p_payer = p_payee then return 5; end if;
    if not (payer.is_there and payee.is_there) then return 6; end if;
    if payer.currency <> payee.currency then return 7; end if;

    if p_kind in (2, 3) then
        if subject.state not in (1, 2, 3) then return 8; end if;
        if subject.payer is distinct from p_payer or subject.payee is distinct from p_payee then return 9; end if;
        if subject.state = 2 then return 10; end if;
        if subject.state = 3 and p_kind = 2 then return 11; end if;
        if amount > subject.amount then return 12; end if;
        if p_kind = 2 and (payer.flags | payee.flags) & 8 <> 0 then return 16; end if;
        return 0;
    end if;

    if p_kind = 4 then
        if subject.state <> 4 then return 13; end if;
        if subject.payer is distinct from p_payee or subject.payee is distinct from p_payer then return 14; end if;
        if subject.refunded + amount > subject.amount then return 15; end if;
    end if;
    if (payer.flags | payee.flags) & 8 <> 0 then return 16; end if;
    if payer.flags & 3 <> 0 or payee.flags & 4 <> 0 then return 17; end if;
    if p_kind <> 4 and amount > payer.most_once then return 18; end if;
    if p_kind <> 4 and payer.spent + amount > payer.most_daily then return 19; end if;
    if payer.balance - payer.held - amount < payer.lowest then return 20; end if;
    if p_kind <> 4 and payee.balance + payee.incoming + amount > payee.highest then return 21; end if;
    return 0;
end $$;

revoke execute on function wallet_refusal from public;
