/** Shakes the phone, in milliseconds on and off. A page that nobody has touched yet may not, and the
 *  browser would complain of it. */
export function vibrate(pattern: number | number[]) {
  if (navigator.userActivation?.hasBeenActive ?? true) navigator.vibrate?.(pattern);
}
