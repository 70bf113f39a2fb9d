import { api, ask, bytes } from "$lib/kernel/api";

/** What is said in a recording; "" when it was not understood. Throws a `Problem`. */
export async function dictated(recording: Blob): Promise<string> {
  return (await ask(api.POST("/chat/dictations", bytes(recording)))).text;
}
