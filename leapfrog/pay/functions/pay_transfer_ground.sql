-- What transfers stand on, in one round trip. First what their payers may pay without being asked is locked; what comes
-- after that begins when the locks are held, so it sees whatever is committed by then. p_senders and p_receivers are
-- pairs. `accounts` are in the order of p_people, null for who has none yet. Whether anything is not as usual is said
-- as a whole: who asks further then asks the module whose it is. No currency: a town without money.
-- Each connection keeps the plans that it makes at first, when tables may be empty: none may read a table or an index
-- from end to end, however small it is then. With a limit each is looked up by itself, whatever the statistics are.
create or replace function pay_transfer_ground(
    p_now timestamptz, p_today date, p_payers uuid[], p_people uuid[], p_senders uuid[], p_receivers uuid[],
    p_ids uuid[],
    out people uuid[], out once bigint[], out daily bigint[], out spent bigint[], out currency text,
    out was_made boolean, out has_blocked boolean, out has_moved boolean, out has_devices boolean,
    out accounts bigint[]
) language plpgsql set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
#variable_conflict use_column
begin
    select l.people, l.once, l.daily, l.spent into people, once, daily, spent from pay_lock_small(p_payers, p_today) l;
    select
        t.currency,
        exists (select from pay_transfer r where r.id = any(p_ids)),
        exists (
            select from unnest(p_senders, p_receivers) w (a, b)
            where (select true from contacts_block b where b.owner_id = w.a and b.person_id = w.b limit 1)
                or (select true from contacts_block b where b.owner_id = w.b and b.person_id = w.a limit 1)
        ),
        exists (select from identity_person p where p.id = any(p_receivers) and p.moved_to <> ''),
        exists (select from push_subscription s where s.person_id = any(p_receivers) and s.expires_at > p_now),
        (
            select array_agg((
                select a.account_id from pay_wallet_account a
                where a.person_id = w.person_id and a.currency = t.currency limit 1
            ) order by w.n)
            from unnest(p_people) with ordinality w (person_id, n)
        )
    into currency, was_made, has_blocked, has_moved, has_devices, accounts
    from pay_town t where t.only_one;
end $$;
