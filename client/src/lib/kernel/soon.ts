const PAUSE = 250;

/** Several reasons of one moment are one: what is answered does it once, soon after the first. */
export function soon(act: () => void): () => void {
  let waits = false;
  return () => {
    if (waits) return;
    waits = true;
    setTimeout(() => {
      waits = false;
      act();
    }, PAUSE);
  };
}
