import type { Policy } from '../policy.ts';
import { keyOf, labelOf, pathBelow, SECTIONS } from './labels.ts';
import { isRecord, told } from './told.ts';

/** One thing that a new version of a policy changes; null: it was, or will be, not there. */
export type PolicyChange = { name: string; before: string | null; after: string | null };

/** Are two values of a policy the same? The order of fields does not count, and a field that is not set is none. */
export function same(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((entry, place) => same(entry, other[place]));
  if (!isRecord(one) || !isRecord(other)) return false;
  return namesOf(one, other).every((name) => same(one[name], other[name]));
}

const namesOf = (one: Record<string, unknown>, other: Record<string, unknown>) => [
  ...new Set([...Object.keys(one), ...Object.keys(other)]),
];

/** The top parts of policies in the order of their page; those without a section come last. */
function inOrder(names: readonly string[]): string[] {
  const order = SECTIONS.flatMap(({ paths }) => paths);
  const place = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  return names.toSorted((a, b) => place(a) - place(b));
}

/**
 * What a new version changes against another, in words and in the order of the policy's page. Whatever two policies differ in is
 * named: a part that nobody has words for is told by its own name and value.
 */
export function policyChanges(before: Policy, after: Policy): PolicyChange[] {
  const names = inOrder(namesOf(before as Record<string, unknown>, after as Record<string, unknown>));
  return names.flatMap((name) =>
    changesIn(name, topLabel(name), before[name as keyof Policy], after[name as keyof Policy]),
  );
}

/** The heading under which changes of a part are told; parts of a group carry its name. */
const GROUPS: Readonly<Record<string, string>> = {
  benefit: 'Benefit',
  form: 'Form',
  review: 'Review',
  membership: 'Membership',
  renewal: 'Renewal',
  agreement: 'Agreement',
  privacy: 'Privacy notice',
  retention: 'Kept',
};
const topLabel = (name: string) => GROUPS[name] ?? labelOf(name).label;

function changesIn(path: string, name: string, before: unknown, after: unknown): PolicyChange[] {
  if (same(before, after)) return [];
  if (Array.isArray(before) && Array.isArray(after)) return inLists(path, name, before, after);
  if (isRecord(before) && isRecord(after) && !path.endsWith('condition') && !path.endsWith('when.*'))
    return namesOf(before, after).flatMap((part) => {
      const below = pathBelow(path, part, after);
      return changesIn(below, `${name}: ${labelOf(below).label}`, before[part], after[part]);
    });
  return [leaf(path, name, before, after)];
}

/** Two values in words; where the words are the same though the values are not, the values as they are kept. */
function leaf(path: string, name: string, before: unknown, after: unknown): PolicyChange {
  const words = { before: told(path, before), after: told(path, after) };
  if (words.before !== words.after) return { name, ...words };
  return { name, before: JSON.stringify(before) ?? 'not set', after: JSON.stringify(after) ?? 'not set' };
}

function inLists(path: string, name: string, before: unknown[], after: unknown[]): PolicyChange[] {
  const were = keysOf(before);
  const will = keysOf(after);
  // Without keys of their own, entries are told together.
  if (!were || !will) return [leaf(path, name, before, after)];
  const { entry = 'entry' } = labelOf(path);
  const noun = name.includes(': ') ? `${name}: ${entry}` : entry.charAt(0).toUpperCase() + entry.slice(1);
  const changes = [...new Set([...will, ...were])].flatMap((key): PolicyChange[] => {
    const was = before[were.indexOf(key)];
    const becomes = after[will.indexOf(key)];
    const title = `${noun} “${key}”`;
    if (was === undefined) return [{ name: title, before: null, after: told(`${path}.*`, becomes) }];
    if (becomes === undefined) return [{ name: title, before: told(`${path}.*`, was), after: null }];
    return changesIn(`${path}.*`, title, was, becomes);
  });
  const stayed = (keys: string[], others: string[]) => keys.filter((key) => others.includes(key));
  const [old, young] = [stayed(were, will), stayed(will, were)];
  const moved = !same(old, young);
  return moved
    ? [...changes, { name: `Order of ${name.toLowerCase()}`, before: old.join(', '), after: young.join(', ') }]
    : changes;
}

/** The keys of a list's entries; null: not every entry has one of its own. */
function keysOf(list: readonly unknown[]): string[] | null {
  const keys = list.map(keyOf);
  if (keys.some((key) => key === null) || new Set(keys).size !== keys.length) return null;
  return keys as string[];
}
