/** The time, told anew each second while somebody looks. */
export class Clock {
  now = $state(Date.now());

  constructor() {
    $effect(() => {
      const timer = setInterval(() => (this.now = Date.now()), 1_000);
      return () => clearInterval(timer);
    });
  }
}
