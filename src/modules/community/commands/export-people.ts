import type { Context } from '#kernel/context.ts';
import type { Input, Output } from '#kernel/contract/handlers.ts';
import { csvOf } from '#kernel/csv.ts';
import { refused } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { record } from '#kernel/ledger/record.ts';
import type { communityContract } from '../contract.ts';
import { peopleExported } from '../facts.ts';
import { countPeople, type PersonRow, readPeople } from '../queries/list-people.ts';

type Contract = typeof communityContract;

const MOST = 50_000;
const HEAD = ['id', 'name', 'address', 'identities', 'platforms', 'organisation', 'first_seen_at'];

/** The list of people as CSV (RFC 4180, UTF-8). The same filters as the list, hence the same people. */
export async function exportPeople(
  c: Context,
  input: Input<Contract['exportPeople']>,
): Promise<Output<Contract['exportPeople']>> {
  const total = await countPeople(c, input, MOST + 1);
  if (total > MOST) {
    throw refused(
      'export.too-many',
      `These are more than ${MOST} people, which is what an export holds at most. Narrow the filters.`,
    );
  }
  const people = await readPeople(c, input, null, MOST);
  const filtered = Object.values(input).some((value) => value !== undefined && value !== '');
  await record(c, peopleExported, { about: { kind: 'export', id: newId() }, data: { rows: people.length, filtered } });
  return {
    name: `people-${c.now.toString().slice(0, 10)}.csv`,
    text: csvOf(HEAD, people.map(lineOf)),
    rows: people.length,
  };
}

const lineOf = (p: PersonRow): string[] => [
  p.id,
  p.name,
  p.address ?? '',
  String(p.identities),
  p.platforms.join(' '),
  p.organisation ?? '',
  p.firstSeenAt,
];
