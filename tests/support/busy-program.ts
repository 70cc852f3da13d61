import { sql } from 'kysely';
import { newToken, tokenHash } from '#kernel/secrets/token.ts';
import { membership } from '../../src/modules/programs/policy/membership.ts';
import { linkIn, type TestHouse } from './house.ts';
import { answering, bouncing, lastMail, MAILBOX, openMailbox } from './mailbox.ts';
import { type Applied, apply, confirm, LOCAL_CHECKS, openProgram, requiring } from './program.ts';

export type BusyProgram = { program: string; applied: Applied[]; keys: string[] };

/**
 * The Open Source program with something of everything: an application in each stage that people bring about, coupons, a
 * member, messages, a note, a to-do, an assignment, an invitation, a merge. Everything through the operations themselves.
 */
export async function busyProgram(house: TestHouse): Promise<BusyProgram> {
  const program = await openProgram(house, {
    ...{ automatic: false, undoMinutes: 5, requirements: requiring(LOCAL_CHECKS) },
    membership: membership.parse({ entry: 'nomination' }),
  });
  const owner = await house.as('owner');
  const applied: Applied[] = [];
  const keys: string[] = [];
  for (const n of ['member', 'approved', 'refused', 'asked', 'withdrawn', 'waiting']) {
    const each = await apply(house, n);
    applied.push(each);
    keys.push(await confirm(house, each));
  }
  await apply(house, 'unconfirmed');
  const { key: draft } = await house.stranger.programs.saveDraft({
    program: 'open-source',
    answers: { project: 'Half' },
  });
  keys.push(draft);
  await owner.programs.invite({ program, name: 'Guest', address: 'guest@example.org' });
  const [invited] = await house.mailbox('guest@example.org');
  keys.push(linkIn(invited?.text ?? '', '/apply/').slice(-43));
  await house.stranger.programs.nominate({
    ...{ program: 'open-source', nomineeName: 'Named', nomineeAddress: 'named@example.org', words: 'Helps everybody.' },
    ...{ nominatorName: 'Friend', nominatorAddress: 'friend@example.org' },
  });
  await house.work();
  const [member, approved, refused, asked] = applied.map((a) => a.id) as [string, string, string, string];
  await owner.programs.addCoupons({
    program,
    sku: 'OSS-SAAS-1Y',
    name: 'First batch',
    csv: 'CODE-AAAA-1\nCODE-BBBB-2\nCODE-CCCC-3',
  });
  await owner.programs.bringCustomers({ csv: 'number,name\nC-1,Some Customer' });
  await owner.programs.makeRound({
    program,
    ...{ name: 'First round', opensAt: '2026-01-01T00:00:00Z', closesAt: '2027-01-01T00:00:00Z' },
  });
  await owner.programs.claimApplication({ id: member });
  await owner.programs.approveApplication({ id: member, words: 'Welcome.' });
  await owner.programs.approveApplication({ id: approved, words: '' });
  await owner.programs.refuseApplication({
    id: refused,
    reason: await firstReason(house, program),
    words: 'Not this time.',
  });
  await owner.programs.askApplicant({ id: asked, words: 'Which repository?' });
  await owner.programs.writeToApplicant({ id: member, body: 'Hello.' });
  house.clock.advance({ minutes: 6 });
  await house.work();
  const key = keys[0] as string;
  const { agreement } = await house.stranger.programs.application({ key });
  if (!agreement) throw new Error('the approved application has no agreement to accept');
  await house.stranger.programs.acceptAgreement({ key, version: agreement.version, signedName: 'A. Member' });
  await house.work();
  await owner.programs.confirmBooking({ id: member, reference: 'order-1' });
  await owner.programs.previewPolicy({ program, version: 1 });
  const { rows: members } = await owner.programs.listMembers({ program });
  await owner.programs.recordReference({ id: members[0]?.id as string, kind: 'quote', scope: 'One sentence.' });
  await house.stranger.programs.withdrawApplication({ key: keys[4] as string });
  await house.stranger.programs.writeToTeam({ key, body: 'Thank you.' });
  const about = { kind: 'application', id: asked };
  await owner.work.addNote({ about, body: 'Looks good.' });
  await owner.work.addTodo({ title: 'Look again', about, dueOn: '2026-03-12' });
  await owner.work.addTodo({ title: 'On its own' });
  await owner.work.assign({ about });
  await owner.access.invite({ mail: 'new@example.org', name: 'New', role: 'reviewer', program });
  const { rows: people } = await owner.community.listPeople({});
  await owner.community.mergePeople({
    one: people[0]?.id as string,
    other: people[1]?.id as string,
    reason: 'The same person.',
  });
  await owner.community.neverMerge({
    one: people[2]?.id as string,
    other: people[3]?.id as string,
    reason: 'Two people.',
  });
  await house.work();
  await answeredByMail(house, program, (applied[0] as Applied).address);
  keys.push(await askedHow(house, program, refused));
  await broughtIn(house, program);
  return { program, applied, keys };
}

/** A mail of the team to the member is answered by mail, with a file; another one comes back. */
async function answeredByMail(house: TestHouse, program: string, address: string): Promise<void> {
  const { post } = await openMailbox(house, program);
  const ours = { ...(await lastMail(house, 'programs.team-message', address)), reply_to: MAILBOX };
  const file = [
    '--f',
    'Content-Type: text/plain; name=a.txt',
    'Content-Disposition: attachment',
    '',
    'MIT',
    '--f--',
    '',
  ];
  const head = answering(ours, '')
    .split('\r\n\r\n')[0]
    ?.replace(/^Content-Type: .*$/m, 'Content-Type: multipart/mixed; boundary=f');
  await post([head, '', '--f', 'Content-Type: text/plain', '', 'Thank you.', ...file].join('\r\n'));
  await post(bouncing(ours));
}

/** The question about satisfaction, as it is asked some days after the decision. Answers the key of its page. */
export async function askedHow(
  house: TestHouse,
  program: string,
  application: string,
  comment = 'Quick.',
): Promise<string> {
  const key = newToken();
  await house.transact((c) =>
    sql`insert into programs.askings (program, occasion, application, decision, identity, language, question, translated, key_hash, asked_at)
      select ${program}, 'decision', a.id, d.id, a.identity, 'en', 'How was it?', false, ${tokenHash(key)}, ${c.now}
      from programs.applications a join programs.decisions d on d.application = a.id where a.id = ${application}`.execute(
      c.tx,
    ),
  );
  await house.stranger.programs.answerAsking({ key, score: 4, comment });
  return key;
}

/** A list of members that was taken in, with a row that was refused, and one that was only uploaded. */
async function broughtIn(house: TestHouse, program: string): Promise<void> {
  const { programs } = await house.as('owner');
  const csv = 'external id,member,start,end\nB-1,Brought,2026-01-01,2027-01-01\nB-2,Refused,soon,2027-01-01\n';
  const content = Buffer.from(csv).toString('base64');
  const upload = (name: string) => programs.uploadImport({ program, kind: 'members', name, content });
  const { id } = await upload('members.csv');
  const { reading } = await programs.previewImport({ id });
  await programs.startImport({ id, reading });
  await house.work();
  await upload('more.csv');
}

async function firstReason(house: TestHouse, program: string): Promise<string> {
  const owner = await house.as('owner');
  return (await owner.programs.getProgram({ program })).policy.reasons[0]?.code as string;
}
