/** The value of one of our cookies (43 characters of base64url) in a Cookie header, or null. */
export function cookieIn(header: string | null | undefined, name: string): string | null {
  for (const pair of (header ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name)
      return /^[A-Za-z0-9_-]{43}$/.exec(pair.slice(at + 1).trim())?.[0] ?? null;
  }
  return null;
}
