import type { components } from "$lib/kernel/schema";

type S = components["schemas"];
export type Account = S["OwnAccount"];
export type Line = S["Line"];
export type Safety = S["Safety"];
export type Card = S["AnyCard"];
export type Transfer = S["TransferCard"];
export type Request = S["RequestCard"];
export type Waiting = S["Waiting"];
export type Proof = { password?: string; passkey?: S["PasskeyProof"] };
export type BankLine = S["BankLine"];
export type Payout = S["Payout"];
export type TopUpHow = S["TopUpHow"];
