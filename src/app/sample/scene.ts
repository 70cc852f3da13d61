import { sql } from 'kysely';
import type { Actor, Context } from '#kernel/context.ts';
import type { House } from '#kernel/house.ts';
import { makeSilentAccount, permissionsOfRoles } from '#modules/access';
import { openSourcePreset, setUpProgram } from '#modules/programs';
import type { Past } from './past.ts';
import { addressAt, type Member, TEAM } from './story/people.ts';
import { samplePolicy } from './story/policy.ts';
import type { Scene, Who } from './story/step.ts';

type Tx = Context['tx'];
type Kind = 'account' | 'application';

/** What the story has made so far that it will come back to. */
export type Book = { program: string | null; ids: Map<string, string> };

export async function openBook(tx: Tx): Promise<Book> {
  const { rows } = await sql<{ kind: string; name: string; id: string }>`
    select kind, name, id from house.sample_rows where name is not null`.execute(tx);
  const found = await sql<{ program: string | null }>`select program from house.sample`.execute(tx);
  return { program: found.rows[0]?.program ?? null, ids: new Map(rows.map((r) => [`${r.kind} ${r.name}`, r.id])) };
}

/** The address in links, the name and the letters of the program that Marble & Tide runs, beside the real ones. */
export const SAMPLE_PROGRAM = {
  ...openSourcePreset,
  slug: 'open-source-sample',
  name: 'Marble & Tide Open Source (sample)',
  prefix: 'TIDE',
  sample: true,
  // In its first months people decided everything.
  policy: { ...samplePolicy, automatic: false },
};

/** The stage for one step of the story: who acts is an account, an applicant or nobody, and everything happens at `at`. */
export function openScene(house: House, tx: Tx, past: Past, book: Book, at: Temporal.Instant): Scene {
  const permissions = permissionsOfRoles(house.modules);
  const id = (kind: Kind, name: string): string => {
    const found = book.ids.get(`${kind} ${name}`);
    if (!found) throw new Error(`the story has no ${kind} ${name} yet`);
    return found;
  };
  const program = (): string => {
    if (book.program === null) throw new Error('the story has no program yet');
    return book.program;
  };
  const actorOf = (who: Who): Actor => {
    if (who === 'stranger') return { kind: 'stranger' };
    if (who === 'house') return { kind: 'system', name: 'sample' };
    if (typeof who === 'object') return { kind: 'applicant', application: id('application', who.applicant) };
    const { name, role } = TEAM[who];
    const grants = [{ role, program: program(), permissions: permissions.get(role) ?? [] }];
    return { kind: 'account', id: id('account', who), name, via: who === 'shop' ? 'token' : 'session', grants };
  };
  const remember = async (kind: Kind, name: string, made: string) => {
    book.ids.set(`${kind} ${name}`, made);
    await sql`insert into house.sample_rows (kind, id, name) values (${kind}, ${made}, ${name})`.execute(tx);
  };
  return {
    as: (who, operation, input) => past.perform(at, actorOf(who), operation, input),
    program,
    id,
    remember,
    keyIn: async (application, path) => {
      const key = await keyIn(tx, house, application, path);
      if (!key) throw new Error(`no mail about ${application} leads to ${path}`);
      return key;
    },
    askedBy: (application) => keyIn(tx, house, application, '/opinion/'),
    numbered: async (number) => {
      const { rows } = await sql<{ id: string }>`
        select id from programs.applications where number = ${Number(number.split('-').at(-1))}`.execute(tx);
      if (!rows[0]) throw new Error(`no application ${number}`);
      return rows[0].id;
    },
    setUpProgram: async () => {
      book.program = await past.act(at, actorOf('house'), (c) => setUpProgram(c, SAMPLE_PROGRAM));
      await sql`update house.sample set program = ${book.program}`.execute(tx);
    },
    join: async (member: Member) => {
      const { name, role } = TEAM[member];
      const mail = addressAt(name, 'marble-tide');
      const account = await past.act(at, actorOf('house'), (c) =>
        makeSilentAccount(c, { name, mail, role, program: program() }),
      );
      await remember('account', member, account);
    },
    undoMergeOf: async (one, other) => {
      const { rows } = await sql<{ id: string }>`select id from community.merges
        where one = least(${one}::uuid, ${other}::uuid) and other = greatest(${one}::uuid, ${other}::uuid) and ended_at is null`.execute(
        tx,
      );
      await past.perform(at, actorOf('ines'), 'community.undoMerge', { id: rows[0]?.id });
    },
  };
}

/** The key in the newest mail about an application that leads to this path, read as its receiver would. */
async function keyIn(tx: Tx, house: House, application: string, path: string): Promise<string | null> {
  const { rows } = await sql<{ key: string | null }>`
    select substring(text from ${`${path}([A-Za-z0-9_-]{43})`}) key from mail.messages
    where about_kind = 'application' and about_id = ${application} and text like ${`%${house.settings.publicUrl}${path}%`}
    order by id desc limit 20`.execute(tx);
  return rows.find((row) => row.key !== null)?.key ?? null;
}
