-- Sends one transfer that nobody has to accept and nobody is asked about, in one round trip. Where anything is not as
-- usual, it does nothing, and all that it answers is null: who asks then goes step by step, and finds out what it is.
-- Each step is the one of that way (`pay_transfer_ground`, `wallet_post`, `pay_spend_small`), in its order, and sees
-- what is committed by then. No account is locked before it is clear that this is the way. `refused`: by the wallet.
-- p_payer, p_operation: which account the sender had when last seen, and the id of the operation that is made of that.
create or replace function pay_send_small(
    p_now timestamptz, p_today date, p_id uuid, p_sender uuid, p_receiver uuid, p_amount bigint, p_currency text,
    p_note text, p_payer bigint, p_operation uuid, p_code smallint,
    out refused smallint, out payee bigint, out owners uuid[], out has_devices boolean
) language plpgsql set plan_cache_mode = force_generic_plan as $$
declare
    ground record; posted record; place integer;
begin
    ground := pay_transfer_ground(
        p_now, p_today, array[p_sender], array[p_sender, p_receiver], array[p_sender], array[p_receiver], array[p_id]
    );
    if (ground.was_made or ground.has_blocked or ground.has_moved or ground.currency <> p_currency
        or ground.accounts[1] <> p_payer or ground.accounts[2] = p_payer or p_amount > ground.once[1]
        or ground.spent[1] + p_amount > ground.daily[1]) is distinct from false
    then return; end if;
    place := case when p_payer < ground.accounts[2] then 1 else 2 end;
    posted := wallet_post(
        p_now, array[least(p_payer, ground.accounts[2]), greatest(p_payer, ground.accounts[2])], array[p_operation],
        array[place], array[3 - place], array[p_amount], array[p_code], array[p_id], null, null, null
    );
    refused := posted.results[1]; owners := posted.owners;
    if (refused <= 1) is not true then return; end if;
    perform pay_spend_small(array[p_sender], array[p_amount], p_today);
    insert into pay_transfer (
        id, sender_id, receiver_id, amount, currency, note, state, operation_id, payer, payee, made_at, ended_at
    ) values (
        p_id, p_sender, p_receiver, p_amount, p_currency, p_note, 'accepted', p_operation, p_payer, ground.accounts[2],
        p_now, p_now
    );
    payee := ground.accounts[2]; has_devices := ground.has_devices;
end $$;
