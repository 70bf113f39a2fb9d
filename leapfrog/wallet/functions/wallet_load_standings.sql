-- The accounts of a batch, in its order. With a limit each is looked up by itself, whatever the statistics are.
create or replace function wallet_load_standings(p_accounts bigint[], p_today date)
returns wallet_standing[] language plpgsql as $$
begin
    return (select array_agg(
        row(
            wanted.id, account.id is not null, coalesce(account.currency, 0::smallint),
            coalesce(account.flags, 0::smallint), coalesce(account.balance, 0), coalesce(account.held, 0),
            coalesce(account.incoming, 0), coalesce(account.entries, 0),
            coalesce(-account.credit, -4611686018427387904), coalesce(account.most, 4611686018427387904),
            coalesce(account.most_once, 4611686018427387904),
            coalesce(account.most_daily, 4611686018427387904),
            case when account.spent_on = p_today then account.spent else 0 end
        )::wallet_standing order by wanted.place
    )
    from unnest(p_accounts) with ordinality wanted (id, place)
    left join lateral (select * from wallet_account where id = wanted.id limit 1) account on true);
end $$;

revoke execute on function wallet_load_standings from public;
