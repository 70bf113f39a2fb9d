import { svelte } from "@sveltejs/vite-plugin-svelte";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { target } from "./build/browsers.ts";
import { compress } from "./build/compress.ts";
import { emoji } from "./build/emoji.ts";
import { manifest } from "./build/manifest.ts";
import { reference } from "./build/reference.ts";
import { shells } from "./build/shells.ts";
import { words } from "./build/words.ts";
import { worker } from "./build/worker.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const server = process.env.LEAPFROG_SERVER ?? "http://127.0.0.1:8000";

/** `routes/me/data/Leave.svelte` is in the chunk `me-data`: screens beside each other load together. */
const folder = (id: string) => /routes\/(.+)\/[^/]+$/.exec(id)?.[1]?.replaceAll("/", "-");

/** What every chat shows of files and voices, beside the chat itself; the rest comes when it is used. */
const MEDIA =
  /routes\/chats\/(media\/(?!MediaTools)|bubble\/Progress)|lib\/chat\/(uploads|player|heard|listening|media)\.|parts\/media\/(?!Viewer|Picture|StickerPicker|shrink|gestures|zoom)/;

/** What a message shows that is more than words. */
const CARDS = /routes\/chats\/bubble\/(\w+Card|Call\w+|Quote)\./;

/** What the services of a town share among their own screens. */
const HALLS =
  /routes\/tickets\/(HallEditor|Plan|RowSheet|SeatSheet|Categories|Product|Voucher|Figures|GivenUp)|lib\/tickets\/(plan|editing|selling)/;
const OFFERS =
  /routes\/(coupons|drops|lockers|market|orders|parcels|reviews|rides|tickets|till|vending)\/(service|now)\.ts$/;
const TRADE =
  /src\/lib\/(brands|coupons|drops|lockers|market|orders|parcels|reviews|rides|tickets|till|vending)\//;

/** Who pays, rides or follows instead of whoever asks for a ride. */
const COMPANY = /routes\/rides\/(Payers|Followers|Followed|GuestPage|TariffPage)\./;
const WHEEL = /routes\/rides\/(Taxi|Duty|Documents|EndRide)\./;

/** Who calls one alone needs nothing of groups. */
const CALLS =
  /lib\/calls\/(?!ring|going-on|group-|town-groups|quality)|routes\/calls\/(?!Group|group-|Ti|TalkTile|names)/;

/** At the door of a show: its codes are read where nothing else of it is needed. */
const GATES = /routes\/tickets\/(Gate\w*|Entrances|LastScans|Counter)\./;

/** What a promoter does at the desk, beside drawing halls. */
const PROMOTER =
  /routes\/tickets\/(EventForm|PosterForm|ShowForm|SaleTimes|Venue\w*|HallForm|HouseSeats|GiveFree|MoveShow|Reseat|Work\w*)\./;

/** What draws the map, for whoever shows one; the dots of a way are for who shows a trip. */
const MAP = /parts\/map\/(?!MapStill|still|way)/;

export default defineConfig({
  plugins: [svelte(), words(), emoji(), manifest(), reference(), shells(), worker(), compress()],
  resolve: { alias: { $lib: here("./src/lib"), $words: here("./words") } },
  css: { transformer: "lightningcss" },
  build: {
    outDir: "../leapfrog/static",
    emptyOutDir: true,
    target,
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: here("./index.html"), sw: here("./src/service-worker/index.ts") },
      output: {
        // The first load names every piece: seven letters tell builds apart as well as eight do.
        entryFileNames: (chunk) => (chunk.name === "sw" ? "sw.js" : "assets/[name]-[hash:7].js"),
        chunkFileNames: "assets/[name]-[hash:7].js",
        // Of styles and pictures six will do; rolldown wants seven of that many scripts.
        assetFileNames: "assets/[name]-[hash:6][extname]",
        codeSplitting: {
          groups: [
            { name: "first", test: /src\/main\.ts$/, priority: 4 },
            { name: "screens", test: /src\/routes\/(others|\w+\/routes)\.ts$/, priority: 4 },
            {
              name: "tabs",
              test: /routes\/(contacts\/Contacts|me\/Me)\.svelte$/,
              priority: 3,
            },
            { name: "offers", test: OFFERS, priority: 4 },
            {
              name: "services",
              test: /routes\/(services|\w+\/(service|now))\.ts$/,
              priority: 4,
            },
            { name: "media", test: MEDIA, priority: 3 },
            { name: "pinyin", test: /lib\/kernel\/pinyin/, priority: 4 },
            { name: "canvas", test: MAP, priority: 3 },
            { name: "cards", test: CARDS, priority: 2 },
            { name: "places", test: /lib\/places\/(?!town-map)/, minShareCount: 2, priority: 3 },
            { name: "calls", test: CALLS, priority: 4 },
            { name: "group-calls", test: /lib\/calls\/group-|routes\/calls\/Group/, priority: 4 },
            { name: "icons", test: /phosphor-icons/, minShareCount: 2, priority: 2 },
            { name: "talk", test: /src\/lib\/chat\//, minShareCount: 2, priority: 3 },
            { name: "book", test: /src\/lib\/contacts\//, minShareCount: 2, priority: 3 },
            { name: "self", test: /src\/lib\/identity\//, minShareCount: 2, priority: 3 },
            { name: "account", test: /src\/lib\/pay\//, minShareCount: 2, priority: 3 },
            { name: "posts", test: /src\/lib\/posts\//, minShareCount: 2, priority: 3 },
            { name: "trade", test: TRADE, minShareCount: 2, priority: 3 },
            {
              name: "camera",
              test: /lib\/parts\/(QrScan|qr-reader)/,
              minShareCount: 2,
              priority: 3,
            },
            { name: "stock", test: /src\/lib\/warehouses\//, priority: 3 },
            { name: "takeouts", test: /src\/lib\/portability\//, minShareCount: 2, priority: 3 },
            { name: "outings", test: /src\/lib\/tickets\//, minShareCount: 2, priority: 3 },
            {
              name: "square",
              test: /routes\/square\/(card|Square|SquareTabs|HotStrip)/,
              priority: 1.5,
            },
            // Who shows something draws halls; who goes out needs none of it.
            { name: "halls", test: HALLS, priority: 1.5 },
            { name: "gates", test: GATES, priority: 1.5 },
            { name: "promoter", test: PROMOTER, priority: 1.5 },
            {
              name: "together",
              test: /routes\/tickets\/(Party|Basket|Draw|CheckTicketDraw)/,
              priority: 1.5,
            },
            // Who looks for a place or sees what is open draws no map.
            { name: "map-found", test: /routes\/map\/(FoundPlaces|OpenNearby)\./, priority: 1.5 },
            // Each piece has its name in the first load: what a chat looks for when nothing else is
            // to be done is one.
            { name: "chats-cards", test: /routes\/chats\/(album|cards)\//, priority: 1.5 },
            { name: "chats-info", test: /routes\/chats\/(info|group)\//, priority: 1.5 },
            { name: "chats-list", test: /routes\/chats\/(list|search)\//, priority: 1.5 },
            {
              name: "chats-more",
              test: /routes\/chats\/(more|pins|float|elsewhere|starred)\//,
              priority: 1.5,
            },
            {
              name: "me-pages",
              test: /routes\/me\/(chat|devices|notifications|posts|profile|programs)\//,
              priority: 1.5,
            },
            // Who pays at a till waits for nothing of those who sell.
            { name: "paycode", test: /routes\/till\/(PayCode|Asked|Barcode)\./, priority: 1.5 },
            { name: "door", test: /routes\/orders\/door\//, priority: 1.5 },
            // Who buys packs nothing, and has no receipt printer.
            {
              name: "packing",
              test: /routes\/orders\/(Packing|PackOne|GoTogether)/,
              priority: 1.5,
            },
            { name: "printing", test: /routes\/orders\/Printing|lib\/printing/, priority: 3 },
            // Who rides needs nothing of who drives.
            { name: "company", test: COMPANY, priority: 1.5 },
            { name: "wheel", test: WHEEL, priority: 1.5 },
            // Drawing of codes, which most screens do without.
            {
              name: "codes",
              test: /\/uqr\/|lib\/parts\/(QrShow|ean)/,
              minShareCount: 2,
              priority: 3,
            },
            { name: "shared", test: /src\/lib\//, minShareCount: 2, priority: 2 },
            { name: folder, test: /src\/routes\//, priority: 1 },
          ],
        },
      },
    },
  },
  server: {
    proxy: { "/api": { target: server, ws: true }, "/media": server },
  },
  test: { include: ["test/**/*.test.ts"], environment: "node" },
});
