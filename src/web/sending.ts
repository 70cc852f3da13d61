/** A new random key (UUID version 4). Works on plain http too, where `crypto.randomUUID` is missing. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const pauses = [300, 1200];

/**
 * Sends a request, and again (twice at most) when the network cut it off before an answer came. The copies are equal, key
 * included, so the server does the thing once. An answer of any status is an answer and is returned; an aborted call is not repeated.
 */
export async function sendSafely(
  request: Request,
  send: (request: Request) => Promise<Response>,
  wait: (ms: number) => Promise<void> = (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
): Promise<Response> {
  for (const pause of pauses) {
    try {
      return await send(request.clone());
    } catch (error) {
      if (request.signal.aborted) throw error;
      await wait(pause);
    }
  }
  return send(request);
}
