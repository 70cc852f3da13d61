import type { TestClient } from '#tests/support/house.ts';
import { anyOf, chance, clientOf, orRefused, pause, type Stage } from './people.ts';

/** Works through what waits until it is over: looks, opens, takes on, decides; now and then searches or looks at a person. */
export async function reviewer(stage: Stage, token: string): Promise<void> {
  const client = clientOf(stage, token);
  const page = <T>(name: string, ...asked: (() => Promise<T>)[]): Promise<T[] | null> =>
    stage.tally.count('page', name, () => Promise.all(asked.map((ask) => ask())));
  // What the frame asks for again every minute, for as long as the tab is open.
  const frame = () =>
    page<unknown>(
      'frame',
      () => client.work.needsMe({}),
      () => client.work.unreadNotifications({}),
    );

  const home = () =>
    page<unknown>(
      'home',
      () => client.work.needsMe({}),
      () => client.programs.houseHome({}),
    );

  let looked = Date.now();
  await stage.tally.count('page', 'first page', () => client.access.me({}));
  await home();
  while (await pause(stage, 4, 12)) {
    if (Date.now() - looked > 60_000) {
      looked = Date.now();
      await frame();
    }
    const way = Math.random();
    if (way < 0.1) await page('board', () => client.programs.applicationBoard({}));
    else if (way < 0.15) await page('program home', () => client.programs.programHome({ program: stage.program }));
    else if (way < 0.2) await home();
    else if (way < 0.35) await lookUp(stage, client);
    else await review(stage, client);
  }
}

/** Names that reviewers have read somewhere, which is what people search for. */
const names: string[] = [];

function remember(name: string | null): void {
  if (name) names[Math.floor(Math.random() * 500)] = name;
}

async function lookUp(stage: Stage, client: TestClient): Promise<void> {
  const text = anyOf(names.filter(Boolean)) ?? 'Person';
  await stage.tally.count('page', 'search', () => client.work.search({ text }));
  if (!(await pause(stage, 1, 3))) return;
  const people = await stage.tally.count('page', 'people', () => client.community.listPeople({}));
  const one = anyOf(people?.rows ?? []);
  if (!one || !(await pause(stage, 2, 5))) return;
  await stage.tally.count('page', 'person', () => client.community.person({ id: one.id }));
}

async function review(stage: Stage, client: TestClient): Promise<void> {
  const { tally, program } = stage;
  const filters = { program, stage: 'review', assignee: 'nobody', limit: 50 } as const;
  const sort = chance(0.5) ? ('due' as const) : ('newest' as const);
  const list = await tally.count('page', 'list of what waits', () =>
    client.programs.listApplications({ ...filters, sort }),
  );
  if (!list || !(await pause(stage, 2, 6))) return;
  for (const row of list.rows) remember(row.applicantName);
  const id = anyOf(list.rows)?.id;
  if (!id) return;
  const record = await tally.count('page', 'record', () => client.programs.getApplication({ id }));
  if (!record?.may.claim || !(await pause(stage, 5, 20))) return;
  const act = (name: string, ask: () => Promise<unknown>) => tally.count('act', name, () => orRefused(ask()));
  if ((await act('claim', () => client.programs.claimApplication({ id }))) === null) return;
  // The page asks for the record again after every act.
  await tally.count('page', 'record', () => client.programs.getApplication({ id }));
  if (!(await pause(stage, 5, 20))) return;
  const reason = record.policy.reasons[0]?.code ?? '';
  const way = Math.random();
  if (way < 0.6) await act('approve', () => client.programs.approveApplication({ id, words: 'Welcome.' }));
  else if (way < 0.8)
    await act('refuse', () => client.programs.refuseApplication({ id, reason, words: 'Not this time.' }));
  else if (way < 0.9)
    await act('ask', () => client.programs.askApplicant({ id, words: 'Which repository is the first?' }));
  else
    await act('note', () =>
      client.work.addNote({ about: { kind: 'application', id }, body: 'To be looked at again.' }),
    );
  await tally.count('page', 'record', () => client.programs.getApplication({ id }));
}
