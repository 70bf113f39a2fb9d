/** From 900 px on, the list and the open screen stand side by side. */
class Wide {
  yes = $state(false);

  constructor() {
    if (typeof matchMedia === "undefined") return;
    const query = matchMedia("(min-width: 900px)");
    this.yes = query.matches;
    query.addEventListener("change", () => (this.yes = query.matches));
  }
}
export const wide = new Wide();
