import { beforeAll, describe, expect, test } from 'vitest';
import { linkIn, testHouse } from '#tests/support/house.ts';
import { type Applied, apply, confirm, LOCAL_CHECKS, openProgram, requiring } from '#tests/support/program.ts';

const house = await testHouse();
const program = await openProgram(house, { automatic: false, requirements: requiring(LOCAL_CHECKS) });
const manager = await house.as('manager');
const { stranger } = house;

const ADA = { address: 'ada@clock.example', applicantName: 'Ada Lovelace', project: 'Marble Clock' };
const identityOf = async (applied: Applied) => (await manager.programs.getApplication({ id: applied.id })).identity;
const employers = async (identity: string) => (await manager.community.person({ id: identity })).affiliations;
const staffOf = async (identity: string) => {
  const [first] = await employers(identity);
  return (await manager.community.organisation({ id: first?.organisation.id as string })).people;
};

describe('who applies for a project', () => {
  let first: Applied;
  let second: Applied;
  let ada: string;
  beforeAll(async () => {
    first = await apply(house, 'one', ADA);
    await confirm(house, first);
    ada = await identityOf(first);
  });

  test('is with it from then on, on both pages, as the application says', async () => {
    expect(await employers(ada)).toMatchObject([
      {
        organisation: { name: 'Marble Clock' },
        since: '2026-03-10T09:00:00.000000Z',
        until: null,
        source: 'application',
      },
    ]);
    expect(await staffOf(ada)).toMatchObject([{ id: ada, name: 'Ada Lovelace', source: 'application', until: null }]);
    const { rows } = await manager.community.listOrganisations({});
    expect(rows.map(({ name, people }) => [name, people])).toEqual([['Marble Clock', 1]]);
  });

  test('is named on the timeline, with a link to the application', async () => {
    const { timeline } = await manager.community.person({ id: ada });
    expect(timeline.rows.find(({ kind }) => kind === 'application.submitted')).toMatchObject({
      who: 'Ada Lovelace',
      words: 'applied',
      about: `${first.number} Marble Clock`,
      href: `/programs/applications/${first.id}`,
    });
    expect(timeline.rows.filter(({ who }) => who !== 'Ada Lovelace' && who !== null)).toEqual([]);
    const own = await manager.programs.getApplication({ id: first.id });
    expect(own.timeline.find(({ kind }) => kind === 'application.submitted')).toMatchObject({ who: 'Ada Lovelace' });
    const { happened } = await manager.programs.programHome({ program });
    expect(happened.find(({ words }) => words.startsWith('applied'))).toMatchObject({ who: 'Ada Lovelace' });
    const analyst = await house.as('reviewer', crypto.randomUUID());
    await expect(analyst.community.person({ id: ada })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('is with it once, however often they apply', async () => {
    house.clock.advance({ hours: 1 });
    await apply(house, 'one', ADA);
    await apply(house, 'other', { ...ADA, namespaceUrl: 'https://gitlab.com/marble/other' });
    expect(await employers(ada)).toHaveLength(1);
  });

  test('stands once when merged with the address of their second application, and the undo parts them again', async () => {
    second = await apply(house, 'two', {
      ...ADA,
      address: 'ada@home.example',
      namespaceUrl: 'https://gitlab.com/m/two',
    });
    await confirm(house, second);
    const other = await identityOf(second);
    expect(await staffOf(ada)).toHaveLength(2);
    const { merge } = await manager.community.mergePeople({ one: ada, other, reason: 'the same signature' });
    expect(await employers(other)).toMatchObject([{ since: '2026-03-10T09:00:00.000000Z', until: null }]);
    expect(await staffOf(ada)).toHaveLength(1);
    await manager.community.undoMerge({ id: merge });
    expect(await employers(other)).toMatchObject([{ since: '2026-03-10T10:00:00.000000Z' }]);
    expect(await staffOf(ada)).toHaveLength(2);
  });

  test('is with it under another address too, once that is confirmed', async () => {
    const key = await confirm(house, second);
    await stranger.programs.changeAddress({ key, address: 'ada@work.example' });
    const mail = (await house.mailbox('ada@work.example')).at(-1);
    await stranger.programs.confirmAddress({
      key: linkIn(mail?.text ?? '', '/a/address/')
        .split('/')
        .at(-1) as string,
    });
    expect(await employers(await identityOf(second))).toMatchObject([{ organisation: { name: 'Marble Clock' } }]);
  });

  test('is with nobody once erased', async () => {
    await manager.community.erasePerson({ id: ada, reason: 'asked by mail', confirm: 'Ada Lovelace' });
    await house.work();
    expect(await employers(ada)).toEqual([]);
    const { timeline } = await manager.community.person({ id: ada });
    expect(timeline.rows.find(({ kind }) => kind === 'application.submitted')?.who).toBe('Erased person');
    const found = await house.rows(`select 1 from community.affiliations where identity = '${ada}'`);
    expect(found).toEqual([]);
  });
});
