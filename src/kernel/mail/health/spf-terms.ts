/** One term of an SPF record (RFC 7208, 4.6.1). `value` is what stands after `:` or `=`, `cidr` the lengths for IPv4 and IPv6. */
export type SpfTerm = {
  qualifier: '+' | '-' | '~' | '?';
  name: string;
  value: string | null;
  cidr: { v4: number; v6: number };
};

/** Those that ask the DNS; a record may make ten of them, with all that it includes (4.6.4). */
export const ASKING = new Set(['include', 'a', 'mx', 'ptr', 'exists', 'redirect']);
const KNOWN = new Set([...ASKING, 'all', 'ip4', 'ip6']);

export const isSpf = (text: string): boolean => /^v=spf1( |$)/i.test(text);

/** The terms in their order, up to `all`, after which nothing counts; and what cannot be read, which makes receivers ignore the record. */
export function spfTerms(record: string): { terms: SpfTerm[]; strays: string[] } {
  const terms: SpfTerm[] = [];
  const strays: string[] = [];
  for (const text of record.split(/ +/).slice(1).filter(Boolean)) {
    const term = termOf(text);
    if (term === 'modifier') continue;
    if (term === null) strays.push(text);
    else terms.push(term);
  }
  const all = terms.findIndex(({ name }) => name === 'all');
  return { terms: all < 0 ? terms : terms.slice(0, all + 1), strays };
}

function termOf(text: string): SpfTerm | 'modifier' | null {
  // No name is longer than 253 characters; who owns the record could make the pattern below slow.
  if (text.length > 500) return null;
  const redirect = /^redirect=(.+)$/i.exec(text);
  const none = { v4: 32, v6: 128 };
  if (redirect) return { qualifier: '+', name: 'redirect', value: redirect[1] ?? null, cidr: none };
  // exp= and modifiers that are not known are passed over (6).
  if (/^[a-z][\w.-]*=/i.test(text)) return 'modifier';
  const found = /^([+~?-])?([a-z][a-z0-9]*)(?::([^/]+|[^/]*%\{[^}]*\}.*?))?(?:\/(\d{1,3}))?(?:\/\/(\d{1,3}))?$/i.exec(
    text,
  );
  if (!found) return null;
  const name = (found[2] ?? '').toLowerCase();
  if (!KNOWN.has(name) || name === 'redirect') return null;
  const value = found[3] ?? null;
  if (['include', 'exists', 'ip4', 'ip6'].includes(name) && value === null) return null;
  const only = found[4] === undefined ? undefined : Number(found[4]);
  const cidr = name === 'ip6' ? { v4: 32, v6: only ?? 128 } : { v4: only ?? 32, v6: Number(found[5] ?? 128) };
  if (cidr.v4 > 32 || cidr.v6 > 128) return null;
  return { qualifier: (found[1] ?? '+') as SpfTerm['qualifier'], name, value, cidr };
}
