import { api, ask } from "$lib/kernel/api";
import { uuidv7 } from "$lib/kernel/ids";
import { Problem } from "$lib/kernel/problem";
import { session } from "$lib/kernel/session.svelte";
import { metres, type Point } from "$lib/parts/map/projection";
import type { LiveMinutes, LiveShare } from "./types";

const WATCH = { enableHighAccuracy: true, timeout: 20_000, maximumAge: 10_000 };
/** Told again when one has gone so far (metres), and at the latest after so long, to save the battery. */
const MOVED = 15;
const OFTEN = 8_000;
const SELDOM = 60_000;
const REFUSED = 1;

type Here = Point & { accuracy: number };

/** The person shows others where they are: told while this page is open, ended by the clock or by them. */
class Sharing {
  shares = $state.raw<LiveShare[]>([]);
  /** The phone does not say where it is: others see since when. */
  lost = $state(false);
  private watch: number | undefined;
  private timer: ReturnType<typeof setInterval> | undefined;
  private here: Here | null = null;
  private told: { at: number; where: Point } | null = null;

  constructor() {
    session.changed.add((me) => void (me || this.take([])));
  }

  async load(): Promise<void> {
    this.take((await ask(api.GET("/live-location"))).shares);
  }

  /** Begins in a conversation, once the phone has said where it is. */
  async begin(conversation_id: string, minutes: LiveMinutes): Promise<void> {
    this.here = await this.locate();
    const path = { share_id: uuidv7() };
    await ask(
      api.PUT("/live-locations/{share_id}", {
        params: { path },
        body: { conversation_id, minutes },
      }),
    );
    this.told = null;
    await this.tell();
  }

  async stop(share_id: string): Promise<void> {
    await ask(api.DELETE("/live-locations/{share_id}", { params: { path: { share_id } } }));
    this.take(this.shares.filter((one) => one.id !== share_id));
  }

  private take(shares: LiveShare[]): void {
    this.shares = shares;
    if (shares.length) this.follow();
    else this.rest();
  }

  private follow(): void {
    if (this.watch !== undefined || !("geolocation" in navigator)) return;
    this.watch = navigator.geolocation.watchPosition(
      ({ coords }) => this.seen(coords),
      () => (this.lost = true),
      WATCH,
    );
    this.timer = setInterval(() => void this.turn(), OFTEN);
  }

  private rest(): void {
    if (this.watch !== undefined) navigator.geolocation.clearWatch(this.watch);
    clearInterval(this.timer);
    [this.watch, this.timer, this.here, this.told, this.lost] = [
      undefined,
      undefined,
      null,
      null,
      false,
    ];
  }

  private seen({ latitude: lat, longitude: lon, accuracy }: GeolocationCoordinates): Here {
    this.lost = false;
    return (this.here = { lat, lon, accuracy });
  }

  private async turn(): Promise<void> {
    const still = this.told && this.here && metres(this.told.where, this.here) < MOVED;
    const since = this.told ? Date.now() - this.told.at : Infinity;
    if (this.lost || (still && since < SELDOM)) return this.expire();
    await this.tell().catch(() => {});
  }

  private async tell(): Promise<void> {
    if (!this.here) return;
    this.told = { at: Date.now(), where: this.here };
    this.take((await ask(api.PUT("/live-location", { body: this.here }))).shares);
  }

  /** Also without a network the clock ends it. */
  private expire(): void {
    const left = this.shares.filter((one) => Date.parse(one.until) > Date.now());
    if (left.length !== this.shares.length) this.take(left);
  }

  private locate(): Promise<Here> {
    return new Promise((found, failed) => {
      const no = (code: string, text: string) => failed(new Problem(code, text));
      if (!("geolocation" in navigator)) return no("no_position", "No position.");
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => found(this.seen(coords)),
        ({ code }) => no(code === REFUSED ? "position_refused" : "no_position", "No position."),
        WATCH,
      );
    });
  }
}

export const sharing = new Sharing();
