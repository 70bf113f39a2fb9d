-- Pays a shop an amount that the payer typed and is not asked about, in one round trip. Where anything is not as usual,
-- it does nothing and answers no row: who asks then goes step by step, and finds out what it is. Each step is the one
-- of that way (`till_ground`, `wallet_post`, `pay_spend_small`), in its order, and sees what is committed by then. No
-- account is locked before it is clear that this is the way. `refused`: by the wallet; then there is no shop.
-- p_account, p_operation: which account the payer had when last seen, and the id of the operation that is made of that.
create or replace function till_pay_small(
    p_now timestamptz, p_today date, p_intent uuid, p_payer uuid, p_shop uuid, p_amount bigint, p_note text,
    p_expires timestamptz, p_account bigint, p_operation uuid, p_code smallint
) returns table (
    refused smallint, owners uuid[], staff uuid[], id uuid, name text, latin text, about text, category text,
    picture bytea, currency text, pending bigint, available bigint, pays_out boolean, created_at timestamptz,
    closed_at timestamptz
) language plpgsql set plan_cache_mode = force_generic_plan as $$
declare
    ground record; posted record; place integer;
begin
    select * into ground from till_ground(p_today, array[p_payer], array[p_payer], array[p_intent], array[p_shop]);
    if (ground.is_known or ground.closed_at is not null or ground.accounts[1] <> p_account or ground.pending = p_account
        or p_amount > ground.once[1] or ground.spent[1] + p_amount > ground.daily[1]) is distinct from false
    then return; end if;
    place := case when p_account < ground.pending then 1 else 2 end;
    posted := wallet_post(
        p_now, array[least(p_account, ground.pending), greatest(p_account, ground.pending)], array[p_operation],
        array[place], array[3 - place], array[p_amount], array[p_code], array[p_intent], null, null, null
    );
    refused := posted.results[1]; owners := posted.owners;
    if (refused <= 1) is not true then return next; return; end if;
    perform pay_spend_small(array[p_payer], array[p_amount], p_today);
    insert into till_intent (
        id, merchant_id, channel, amount, note, state, payer_id, transfer_id, refunded, created_at, expires_at, paid_at
    ) values (
        p_intent, p_shop, 'static', p_amount, p_note, 'succeeded', p_payer, p_operation, 0, p_now, p_expires, p_now
    );
    return query select
        refused, owners, ground.staff, ground.id, ground.name, ground.latin, ground.about, ground.category,
        ground.picture, ground.currency, ground.pending, ground.available, ground.pays_out, ground.created_at,
        ground.closed_at;
end $$;
