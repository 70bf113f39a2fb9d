-- lowest program version: 4
-- Functions are in wallet/functions now. These get other parameters there, or other parts.
drop function wallet_post;
drop function wallet_decide;
drop function wallet_write;
drop function wallet_at;

-- An account as the operations of a batch leave it, see wallet_decide. `payer` and `payee` of an operation are places in
-- the list of accounts of its batch. What is not limited is limited by 2^62.
create type wallet_standing as (
    id bigint,
    is_there boolean,
    currency smallint,
    flags smallint,
    balance bigint,
    held bigint,
    incoming bigint,
    entries bigint,
    lowest bigint, -- what balance less held may not fall below
    highest bigint, -- what balance and incoming may not exceed
    most_once bigint,
    most_daily bigint,
    spent bigint -- of today
);

-- What an operation resolves or gives back, and what it becomes for those after it.
create type wallet_subject as (
    state smallint, -- 0 unknown   1 open hold   2 resolved hold   3 expired hold   4 payment
    amount bigint,
    payer integer,
    payee integer,
    refunded bigint,
    is_of_today boolean
);

-- All that an operation looks at and changes.
create type wallet_step as (amount bigint, payer wallet_standing, payee wallet_standing, subject wallet_subject);
