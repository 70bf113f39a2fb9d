// masto.js, as npm has it, does all that a person does in a day. Says how many kinds of calls it made.
import assert from "node:assert/strict";
import { createRestAPIClient, createStreamingAPIClient } from "masto";
import WebSocket from "ws";

const { TOWN: url, TOKEN: accessToken, OTHER: otherToken, STREAMING: streamingApiUrl } = process.env;
const called = new Set();
const counted = (target, path = "") =>
  new Proxy(target, {
    get(of, name) {
      const found = of[name];
      if (typeof name === "symbol" || typeof found !== "function") return found;
      return counted(found, name === "$select" ? path : `${path}.${name}`);
    },
    apply(of, self, args) {
      const made = Reflect.apply(of, self, args);
      if (made && typeof made === "object" && ("then" in made || Symbol.asyncIterator in made)) {
        called.add(path);
        return made;
      }
      return typeof made === "function" ? counted(made, `${path}/`) : made;
    },
  });
const masto = counted(createRestAPIClient({ url, accessToken }));
const other = createRestAPIClient({ url, accessToken: otherToken });
const ids = (several) => several.map((one) => one.id);

async function knowsTheTown() {
  assert.equal((await masto.v1.instance.fetch()).uri, "lake.town");
  assert.equal((await masto.v2.instance.fetch()).configuration.polls.maxOptions, 10);
  assert.equal((await masto.v1.apps.verifyCredentials()).name, "Test client app");
  assert.equal((await masto.v1.preferences.fetch())["posting:default:visibility"], "public");
  assert.deepEqual(await masto.v1.customEmojis.list(), []);
  assert.deepEqual(await masto.v1.announcements.list(), []);
  assert.deepEqual(await masto.v1.instance.rules.list(), []);
  const me = await masto.v1.accounts.updateCredentials({ note: "I row.", displayName: "Cleo" });
  assert.equal(me.note, "<p>I row.</p>");
  return masto.v1.accounts.verifyCredentials();
}

async function people(me) {
  const them = await masto.v1.accounts.lookup({ acct: "dao_lin" });
  const select = masto.v1.accounts.$select(them.id);
  assert.equal((await select.fetch()).acct, "dao_lin");
  assert.deepEqual(ids(await masto.v1.accounts.search.list({ q: "dao_l" })), [them.id]);
  assert.ok((await select.follow()).following);
  assert.deepEqual(ids(await masto.v1.accounts.$select(me.id).following.list()), [them.id]);
  assert.deepEqual(ids(await select.followers.list()), [me.id]);
  const [tie] = await masto.v1.accounts.relationships.fetch({ id: [them.id] });
  assert.ok(tie.following);
  assert.equal((await select.note.create({ comment: "rows too" })).note, "rows too");
  assert.ok((await select.mute({ duration: 60 })).muting);
  assert.deepEqual(ids(await masto.v1.mutes.list()), [them.id]);
  assert.ok(!(await select.unmute()).muting);
  assert.ok((await select.block()).blocking);
  assert.deepEqual(ids(await masto.v1.blocks.list()), [them.id]);
  assert.ok(!(await select.unblock()).blocking);
  assert.ok(!(await select.unfollow()).following);
  assert.ok((await select.follow()).following);
  assert.deepEqual(await masto.v1.followRequests.list(), []);
  return them;
}

async function writes() {
  const file = new Blob([Buffer.from(process.env.PICTURE, "base64")], { type: "image/png" });
  const media = await masto.v2.media.create({ file, description: "The lake" });
  assert.equal((await masto.v1.media.$select(media.id).update({ description: "Dawn" })).description, "Dawn");
  const made = await masto.v1.statuses.create(
    { status: "Look, @dao_lin #rowing", mediaIds: [media.id], visibility: "unlisted" },
    { requestInit: { headers: new Headers({ "Idempotency-Key": "once" }) } },
  );
  const select = masto.v1.statuses.$select(made.id);
  assert.equal(made.mediaAttachments[0].description, "Dawn");
  assert.ok((await fetch(made.mediaAttachments[0].url)).ok);
  assert.equal((await select.update({ status: "Look! #rowing", mediaIds: [media.id] })).content.includes("Look!"), true);
  assert.equal((await select.source.fetch()).text, "Look! #rowing");
  assert.equal((await select.history.list()).length, 2);
  const asked = await masto.v1.statuses.create({
    status: "Which?",
    poll: { options: ["Tea", "Coffee"], expiresIn: 3600, multiple: true },
  });
  await other.v1.polls.$select(asked.poll.id).votes.create({ choices: [0, 1] });
  assert.equal((await masto.v1.polls.$select(asked.poll.id).fetch()).votesCount, 2);
  const scheduledAt = new Date(Date.now() + 864e5).toISOString();
  const later = await masto.v1.statuses.create({ status: "Later", scheduledAt });
  assert.deepEqual(ids(await masto.v1.scheduledStatuses.list()), [later.id]);
  await masto.v1.scheduledStatuses.$select(later.id).remove();
  return made;
}

async function reads(them) {
  const word = await other.v1.statuses.create({ status: "Fog over the pier #fog" });
  for (let n = 0; n < 4; n++) await other.v1.statuses.create({ status: `Wave ${n}` });
  const pages = [];
  for await (const page of masto.v1.timelines.home.list({ limit: 2 })) pages.push(...page);
  assert.ok(pages.length > 5 && new Set(ids(pages)).size === pages.length);
  assert.ok(ids(await masto.v1.timelines.public.list()).includes(word.id));
  assert.deepEqual(ids(await masto.v1.timelines.tag.$select("fog").list()), [word.id]);
  const select = masto.v1.statuses.$select(word.id);
  assert.ok((await select.favourite()).favourited);
  assert.ok((await select.bookmark()).bookmarked);
  assert.deepEqual(ids(await masto.v1.favourites.list()), [word.id]);
  assert.deepEqual(ids(await masto.v1.bookmarks.list()), [word.id]);
  assert.equal((await select.reblog()).reblog.id, word.id);
  assert.equal((await select.rebloggedBy.list()).length, 1);
  assert.equal((await select.favouritedBy.list()).length, 1);
  const reply = await masto.v1.statuses.create({ status: "I hear it", inReplyToId: word.id });
  assert.equal((await select.context.fetch()).descendants[0].id, reply.id);
  assert.equal((await select.fetch()).repliesCount, 1);
  assert.equal((await masto.v1.accounts.$select(them.id).statuses.list({ limit: 1 })).length, 1);
  const found = await masto.v2.search.list({ q: "fog" });
  assert.deepEqual(ids(found.statuses), [word.id]);
  assert.ok(!(await select.unreblog()).reblogged);
  assert.ok(!(await select.unfavourite()).favourited);
  assert.ok(!(await select.unbookmark()).bookmarked);
}

async function sorts(them) {
  const list = await masto.v1.lists.create({ title: "Rowers" });
  const select = masto.v1.lists.$select(list.id);
  await select.accounts.create({ accountIds: [them.id] });
  assert.deepEqual(ids(await select.accounts.list()), [them.id]);
  assert.ok((await masto.v1.timelines.list.$select(list.id).list()).length > 3);
  assert.equal((await select.update({ title: "Old rowers" })).title, "Old rowers");
  assert.deepEqual(ids(await masto.v1.lists.list()), [list.id]);
  await select.remove();
  const filter = await masto.v2.filters.create({
    title: "No waves",
    context: ["home"],
    keywordsAttributes: [{ keyword: "wave", wholeWord: "true" }],
  });
  assert.equal((await masto.v1.timelines.home.list({ limit: 10 })).some((s) => s.filtered.length), true);
  assert.deepEqual(ids(await masto.v2.filters.list()), [filter.id]);
  await masto.v2.filters.$select(filter.id).remove();
  assert.ok((await masto.v1.tags.$select("fog").follow()).following);
  assert.equal((await masto.v1.followedTags.list())[0].name, "fog");
  await masto.v1.domainBlocks.create({ domain: "spam.example" });
  assert.deepEqual(await masto.v1.domainBlocks.list(), ["spam.example"]);
  await masto.v1.domainBlocks.remove({ domain: "spam.example" });
  assert.deepEqual(await masto.v1.trends.links.list(), []);
  assert.ok(Array.isArray(await masto.v1.trends.tags.list()));
  assert.deepEqual(await masto.v1.conversations.list(), []);
}

async function isTold(mine) {
  const streaming = createStreamingAPIClient({ streamingApiUrl, accessToken, implementation: WebSocket });
  const user = streaming.user.subscribe();
  const heard = [];
  const listening = (async () => {
    for await (const event of user) {
      heard.push(event.event);
      if (event.event === "notification") return event.payload;
    }
  })();
  // Until it hears the first post it may not have begun.
  while (!heard.includes("update")) {
    await other.v1.statuses.create({ status: "Do you hear me?" });
    await new Promise((r) => setTimeout(r, 100));
  }
  await other.v1.statuses.$select(mine.id).favourite();
  assert.equal((await listening).type, "favourite");
  user.unsubscribe();
  streaming.close();
  const told = await masto.v1.notifications.list({ limit: 5 });
  assert.equal(told[0].type, "favourite");
  assert.equal((await masto.v1.notifications.$select(told[0].id).fetch()).id, told[0].id);
  assert.ok((await masto.v2.notifications.list()).notificationGroups.length > 0);
  assert.equal((await masto.v2.notifications.policy.fetch()).forNotFollowing, "accept");
  const marked = await masto.v1.markers.create({ home: { lastReadId: mine.id } });
  assert.equal(marked.home.lastReadId, mine.id);
  assert.equal((await masto.v1.markers.fetch({ timeline: ["home"] })).home.version, 1);
  await masto.v1.notifications.$select(told[0].id).dismiss();
  await masto.v1.notifications.clear();
  assert.deepEqual(await masto.v1.notifications.list(), []);
}

const me = await knowsTheTown();
const them = await people(me);
const mine = await writes();
await reads(them);
await sorts(them);
await isTold(mine);
assert.ok((await masto.v1.statuses.$select(mine.id).pin()).pinned);
assert.ok(!(await masto.v1.statuses.$select(mine.id).unpin()).pinned);
assert.equal((await masto.v1.statuses.$select(mine.id).remove()).text, "Look! #rowing");
await assert.rejects(masto.v1.statuses.$select(mine.id).fetch());
console.log(JSON.stringify([...called]));
process.exit(0);
