/** Where this device is: asked for when the person taps for it, and never before. */
import type { Point } from "$lib/parts/map/projection";

const PATIENCE = { enableHighAccuracy: true, timeout: 15_000, maximumAge: 30_000 };
const REFUSED = 1;

export type Here = Point & { accuracy: number };
export type Trouble = "refused" | "unknown";

class Position {
  at = $state.raw<Here | null>(null);
  trouble = $state<Trouble | null>(null);
  looking = $state(false);
  private watch: number | undefined;

  /** Looks, and goes on looking until `stop`; resolves with the first answer. */
  look(): Promise<Here | null> {
    this.stop();
    [this.trouble, this.looking] = [null, true];
    return new Promise((answer) => {
      const found = ({ coords }: GeolocationPosition) => {
        const { latitude: lat, longitude: lon, accuracy } = coords;
        this.looking = false;
        answer((this.at = { lat, lon, accuracy }));
      };
      const failed = ({ code }: GeolocationPositionError) => {
        this.looking = false;
        this.trouble = code === REFUSED ? "refused" : "unknown";
        answer(null);
      };
      this.watch = navigator.geolocation.watchPosition(found, failed, PATIENCE);
    });
  }

  stop(): void {
    if (this.watch !== undefined) navigator.geolocation.clearWatch(this.watch);
    this.watch = undefined;
  }
}

export const position = new Position();
