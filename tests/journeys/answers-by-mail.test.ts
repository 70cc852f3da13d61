import { expect, test } from 'vitest';
import { type TestHouse, testHouse } from '#tests/support/house.ts';
import { openMailbox } from '#tests/support/mailbox.ts';
import { apply, confirm, openProgram } from '#tests/support/program.ts';

const [here, there] = [await testHouse(), await testHouse()];
const HERE = 'team@here.example';
const THERE = 'team@there.example';
const boxes = [
  await openMailbox(here, await openProgram(here), { address: HERE, explains: true }),
  await openMailbox(there, await openProgram(there), { address: THERE, explains: true }),
] as const;

/** A mail as it goes over the wire, with what servers add on the way. `strip`: a careless one that drops every sign of a machine. */
async function sourceOf(house: TestHouse, id: string, from: string, strip: boolean): Promise<string> {
  const owner = await house.as('owner');
  const { eml } = await owner.mail.source({ id });
  const [row] = await house.rows<{ return_path: string | null }>(
    `select return_path from mail.messages where id = '${id}'`,
  );
  const named = eml.replace(/^From: .*$/m, `From: Team <${from}>`);
  if (strip) return named.replace(/^(Auto-Submitted|X-Auto-Response-Suppress|Precedence): .*\r\n/gim, '');
  return `Return-Path: <${row?.return_path ?? from}>\r\n${named}`;
}

const seen = new Set<string>();

/** Carries what one house writes to the other's mailbox, until neither writes any more. Answers how many mails went. */
async function carry(strip: boolean): Promise<number> {
  const sides = [
    { from: here, own: HERE, to: boxes[1], other: THERE },
    { from: there, own: THERE, to: boxes[0], other: HERE },
  ] as const;
  let sent = 0;
  for (let round = 0; round < 20; round++) {
    let moved = 0;
    for (const { from, own, to, other } of sides) {
      const name = other.split('@')[0] ?? '';
      const domain = other.split('@')[1] ?? '';
      const mails = await from.rows<{ id: string }>(
        `select id from mail.messages where to_address ~ '^${name}(\\+[a-z0-9]+)?@${domain}$' order by id`,
      );
      for (const { id } of mails.filter((mail) => !seen.has(mail.id))) {
        seen.add(id);
        moved += 1;
        expect((await to.post(await sourceOf(from, id, own, strip))).status).toBe(201);
      }
    }
    sent += moved;
    if (moved === 0) return sent;
  }
  throw new Error(`${sent} mails and no end`);
}

const stray = (from: string, to: string, n: number) =>
  `From: Team <${from}>\r\nTo: ${to}\r\nSubject: Hello\r\nMessage-ID: <stray-${n}@x.example>\r\n\r\nHello?\r\n`;

test('two houses that both answer by themselves: one answer, and an end', async () => {
  // Somebody writes to one house in the name of the other.
  await boxes[0].post(stray(THERE, HERE, 1));
  expect(await carry(false)).toBe(1);
  const [row] = (await boxes[1].manager.mail.incoming({})).rows;
  expect(row).toMatchObject({ kind: 'automatic' });
});

test('even where a server on the way drops every sign of a machine, it ends: once a day for each address', async () => {
  here.clock.advance({ hours: 48 });
  there.clock.advance({ hours: 48 });
  await boxes[0].post(stray(THERE, HERE, 2));
  expect(await carry(true)).toBeLessThanOrEqual(2);
});

test('an applicant whose address is the mailbox of another house: mails go there, none comes back by itself', async () => {
  here.clock.advance({ hours: 48 });
  there.clock.advance({ hours: 48 });
  const applied = await apply(here, 'robot', { address: THERE });
  await confirm(here, applied);
  await here.work();
  const reviewer = await here.as('reviewer');
  await reviewer.programs.askApplicant({ id: applied.id, words: 'Which licence?' });
  const before = (await here.mailbox()).length;
  // What a person wrote may be answered by a machine: the other house says once that it does not know what it is about.
  expect(await carry(false)).toBeLessThanOrEqual((await here.mailbox(THERE)).length + 1);
  expect((await here.mailbox()).length).toBe(before);
  // The question stands: an automatic answer is none.
  expect(await reviewer.programs.getApplication({ id: applied.id })).toMatchObject({ stage: 'needs-info' });
});

test('everything the house writes by itself says so; what a person wrote does not', async () => {
  const applied = await apply(here, 'ada', {});
  const key = await confirm(here, applied);
  await here.work();
  const reviewer = await here.as('reviewer');
  await reviewer.programs.writeToApplicant({ id: applied.id, body: 'Hello' });
  expect(key).not.toBe('');
  const owner = await here.as('owner');
  const mails = (await here.mailbox()).filter(({ to_address }) => to_address !== THERE);
  expect(mails.length).toBeGreaterThan(2);
  for (const { id, template } of mails) {
    const { eml } = await owner.mail.source({ id });
    const person = template === 'programs.team-message';
    expect(/^Auto-Submitted: auto-(generated|replied)$/m.test(eml), template).toBe(!person);
    expect(/^X-Auto-Response-Suppress: .*OOF/m.test(eml), template).toBe(!person);
  }
});
