/** A list is sent in parts of so many bytes, 20 at most and one. */
const PART = 5_000_000;
export const LONGEST_LIST = 20 * PART;

/** The bytes of a list as parts. */
export function partsOf(bytes: Uint8Array): Uint8Array[] {
  const parts: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += PART) parts.push(bytes.subarray(at, at + PART));
  return parts;
}

/** Bytes in base64, in pieces that a call of a function can take. */
export function inBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}
