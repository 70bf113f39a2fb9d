/** What stands on a tab whose own code may not be here yet; said by whoever knows. */
export const badges = $state({
  /** What others did about one's posts. */
  news: 0,
});
