/** The line of a machine to its town, as docs/vending.md has it: opened again whenever it breaks. */
const PING = 20_000;
const AGAIN = 2_000;

/** `hear`: each frame that comes; `lost`: the line is down, until the next welcome. */
type Ears = { hear: (frame: unknown) => void; lost: () => void };

export class MachineLine {
  private line: WebSocket | undefined;
  private ended = false;
  private pinging: ReturnType<typeof setInterval> | undefined;

  constructor(
    private readonly machine: string,
    private readonly key: string,
    private readonly ears: Ears,
  ) {}

  start(): void {
    const line = new WebSocket(`${location.origin.replace("http", "ws")}/api/v1/vending/line`);
    this.line = line;
    line.onopen = () =>
      this.say({ t: "hello", machine: this.machine, key: this.key, program: "page" });
    line.onmessage = (event) => this.ears.hear(JSON.parse(event.data as string));
    line.onclose = () => {
      this.ears.lost();
      clearInterval(this.pinging);
      if (!this.ended) setTimeout(() => this.start(), AGAIN);
    };
    this.pinging = setInterval(() => this.say({ t: "ping" }), PING);
  }

  stop(): void {
    this.ended = true;
    this.line?.close();
  }

  say(frame: object): void {
    if (this.line?.readyState === WebSocket.OPEN) this.line.send(JSON.stringify(frame));
  }
}
