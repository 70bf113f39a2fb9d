/** How many of `n` pictures (2 to 9) stand in each row: as even as it goes, large ones first. */
export function rows(n: number): number[] {
  if (n === 2 || n === 3) return n === 2 ? [2] : [1, 2];
  if (n === 4) return [2, 2];
  const threes = Math.floor(n / 3);
  const rest = n % 3;
  if (!rest) return Array<number>(threes).fill(3);
  return rest === 2
    ? [2, ...Array<number>(threes).fill(3)]
    : [2, 2, ...Array<number>(threes - 1).fill(3)];
}
