// masto.js, as npm has it, wants to hear of notifications by Web Push, as RFC 8291 has it. Says what it was answered.
import assert from "node:assert/strict";
import { createRestAPIClient } from "masto";

const { TOWN: url, TOKEN: accessToken, ENDPOINT: endpoint, P256DH: p256dh, AUTH: auth } = process.env;
const { subscription } = createRestAPIClient({ url, accessToken }).v1.push;
const wish = { subscription: { endpoint, standard: true, keys: { p256dh, auth } } };
await assert.rejects(subscription.fetch());
const first = await subscription.create({ ...wish, data: { alerts: { mention: true } }, policy: "all" });
assert.ok(first.alerts.mention && !first.alerts.favourite);
assert.deepEqual(await subscription.fetch(), first);
const changed = await subscription.update({ data: { alerts: { favourite: true }, policy: "followed" } });
assert.ok(changed.alerts.favourite && !changed.alerts.mention);
assert.equal(changed.policy, "followed");
await subscription.remove();
await assert.rejects(subscription.fetch());
const last = await subscription.create({ ...wish, data: { alerts: { favourite: true } }, policy: "all" });
assert.notEqual(last.id, first.id);
console.log(JSON.stringify(last));
