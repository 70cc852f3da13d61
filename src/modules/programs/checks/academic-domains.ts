import { readFileSync } from 'node:fs';
import { endingsOf } from './mail-domain.ts';

/**
 * What the data say of a domain, and of which ending of it. `institution`: it is one's, `name` says whose. `ending`: only schools get
 * domains under it. `stop`: no institution's. `abused`: an institution's whose addresses strangers could get.
 */
export type Academic = { rule: 'institution' | 'ending' | 'stop' | 'abused'; domain: string; name: string };

/** Parses the data: `day` is when they were taken from their source. Throws on a line of another form. */
export function parseAcademic(text: string): { day: string; entries: Map<string, Academic[]> } {
  const entries = new Map<string, Academic[]>();
  const day = /as of (\d{4}-\d{2}-\d{2})/.exec(text)?.[1] ?? '';
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    const [domain = '', what = ''] = line.split('\t');
    const entry: Academic = what.startsWith('=')
      ? { rule: 'institution', domain, name: what.slice(1) }
      : { rule: markOf(what), domain, name: '' };
    const known = entries.get(domain);
    if (known) known.push(entry);
    else entries.set(domain, [entry]);
  }
  return { day, entries };
}

function markOf(what: string): Academic['rule'] {
  if (what === 'ending' || what === 'stop' || what === 'abused') return what;
  throw new Error(`the academic domains have a line that ends in "${what}"`);
}

let data: ReturnType<typeof parseAcademic> | null = null;
/** The data that are shipped, read once when they are first needed. */
export const academicData = () =>
  (data ??= parseAcademic(readFileSync(new URL('../data/academic-domains.txt', import.meta.url), 'utf8')));

const ORDER: Academic['rule'][] = ['stop', 'abused', 'institution', 'ending'];

/** What the data say of a domain: a stop or an abuse anywhere above it wins, then the nearest institution. null: nothing. */
export function academic(domain: string, { entries } = academicData()): Academic | null {
  const found = endingsOf(domain).flatMap((ending) => entries.get(ending) ?? []);
  for (const rule of ORDER) {
    const entry = found.find((each) => each.rule === rule);
    if (entry) return entry;
  }
  return null;
}
