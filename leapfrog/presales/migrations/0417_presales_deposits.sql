-- lowest program version: 3
-- Who sold for a deposit, as it was said when it was paid; and when it was last tried in vain to
-- move one.
alter table presales_presale add trader boolean not null default false;
alter table presales_booking add tried_at timestamptz;

update presales_presale p set trader = f.trader
from market_front f where f.merchant_id = p.merchant_id;
