import { readFileSync } from 'node:fs';
import { endingsOf } from './mail-domain.ts';

/** Whose domain it is: of throw-away addresses, or of a provider of free ones. */
export type Provider = { kind: 'throw-away' | 'free'; domain: string };

/** Parses the data: two lists, each under its name in brackets. */
export function parseProviders(text: string): { day: string; kinds: Map<string, Provider['kind']> } {
  const kinds = new Map<string, Provider['kind']>();
  let kind: Provider['kind'] = 'throw-away';
  for (const line of text.split('\n')) {
    if (line === '[throw-away]' || line === '[free]') kind = line === '[free]' ? 'free' : 'throw-away';
    else if (line !== '' && !line.startsWith('#')) kinds.set(line, kind);
  }
  return { day: /as of (\d{4}-\d{2}-\d{2})/.exec(text)?.[1] ?? '', kinds };
}

let data: ReturnType<typeof parseProviders> | null = null;
/** The data that are shipped, read once when they are first needed. */
export const providerData = () =>
  (data ??= parseProviders(readFileSync(new URL('../data/mail-domains.txt', import.meta.url), 'utf8')));

/** The provider under whose domain this one lies; a throw-away one wins. null: none that we know. */
export function providerOf(domain: string, { kinds } = providerData()): Provider | null {
  const found = endingsOf(domain).flatMap((ending): Provider[] => {
    const kind = kinds.get(ending);
    return kind ? [{ kind, domain: ending }] : [];
  });
  return found.find(({ kind }) => kind === 'throw-away') ?? found[0] ?? null;
}
