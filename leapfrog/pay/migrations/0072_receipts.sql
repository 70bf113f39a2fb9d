-- lowest program version: 1
-- With what the town signs receipts (Ed25519). A new key is added, an old one stays published.
create table pay_receipt_key (
    id text primary key, -- first half of the SHA-256 of the public key, in hex
    seed bytea not null,
    public bytea not null,
    made_at timestamptz not null
);
