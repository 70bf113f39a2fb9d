-- An operation that is not refused, done: the accounts, the subject and the amount to be written as they are after it.
-- A post takes what it names of a hold, or all; what of a hold of today is not taken is not counted against the day any
-- more.
create or replace function wallet_perform(p_kind smallint, step wallet_step)
returns wallet_step language plpgsql immutable as $$
declare
    payer wallet_standing := step.payer; payee wallet_standing := step.payee; subject wallet_subject := step.subject;
    moved bigint := 0; promised bigint := 0; counted bigint := 0;
begin
    if p_kind = 0 then
        moved := step.amount; counted := step.amount;
    elsif p_kind = 1 then
        promised := step.amount; counted := step.amount;
    elsif p_kind = 4 then
        moved := step.amount; subject.refunded := subject.refunded + moved;
    else
        if p_kind = 2 then moved := coalesce(step.amount, subject.amount); end if;
        step.amount := case p_kind when 2 then moved else subject.amount end;
        promised := -subject.amount; subject.state := 2;
        if subject.is_of_today then counted := moved - subject.amount; end if;
    end if;
    payer.balance := payer.balance - moved; payee.balance := payee.balance + moved;
    payer.held := payer.held + promised; payee.incoming := payee.incoming + promised;
    payer.spent := payer.spent + counted;
    payer.entries := payer.entries + 1; payee.entries := payee.entries + 1;
    step.payer := payer; step.payee := payee; step.subject := subject;
    return step;
end $$;

revoke execute on function wallet_perform from public;
