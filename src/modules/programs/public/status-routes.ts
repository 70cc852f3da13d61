import { z } from 'zod';
import type { Context } from '#kernel/context.ts';
import { Fault, invalid } from '#kernel/errors.ts';
import type { Perform, PublicAnswer, PublicRequest, PublicRoute } from '#kernel/http/public-route.ts';
import { newId } from '#kernel/ids.ts';
import { readOrganisation } from '#kernel/settings/organisation.ts';
import { countries } from '#web/entrance/choices.ts';
import { type Act, actsOn } from './acts.ts';
import { nothingTyped, typedIn } from './application-fields.ts';
import { ask, field, sentKey, type Trouble, withTrouble } from './ask.ts';
import { takesDocument } from './document-routes.ts';
import { keyOf } from './keys.ts';

/** What was just done, by the code in the address; the page has the words. */
const DONE = [
  'confirmed',
  'looking',
  'document-sent',
  'verifier-asked',
  'code-entered',
  'answered',
  'written',
  'accepted',
  'address-asked',
  'address-changed',
  'consent-withdrawn',
  'withdrawn',
  'appealed',
] as const;
export type Done = (typeof DONE)[number];

async function statusPage(
  request: PublicRequest,
  perform: Perform,
  c: Context,
  trouble: Trouble | null,
): Promise<PublicAnswer> {
  const key = keyOf(request);
  const [application, tasks, organisation] = await Promise.all([
    ask(perform, 'application', { key }),
    ask(perform, 'applicationTasks', { key }),
    readOrganisation(c),
  ]);
  const props = {
    application,
    tasks,
    base: `/a/${key}`,
    zone: organisation.zone,
    done: DONE.find((code) => code === request.query.done) ?? null,
    typed: { ...request.form?.fields },
    filled: filledIn(request),
    countries: countries(c.request.language),
    idempotencyKey: newId(),
  };
  return withTrouble('programs.status', props, trouble);
}

/** What to do about an entry that was left empty. */
const MISSING: Record<string, string> = {
  answer: 'Write your answer.',
  message: 'Write your message.',
  code: 'Write the code.',
  appeal: 'Write why we should look at it again.',
  address: 'Write the new mail address.',
};

/** Names that are used once on the page, where the operations use the same one. */
const ENTRY: Record<string, Record<string, string>> = {
  answer: { body: 'answer' },
  message: { body: 'message' },
  appeal: { words: 'appeal' },
};

const acts = actsOn<Done>('/a', statusPage);
const act = (path: string, done: Done | `${Done}#${string}`, carryOut: Act): PublicRoute =>
  acts(`/${path}`, done, carryOut, (fault, request) => {
    const name = ENTRY[path]?.[fault.field] ?? fault.field;
    const missing = field(request, name).trim() === '' ? MISSING[name] : undefined;
    return { field: name, message: missing ?? fault.message };
  });

function ticked(request: PublicRequest, name: string, message: string): void {
  if (field(request, name) !== 'yes') throw invalid([{ field: name, message }]);
}

/** Faults of the entries and of the tick together, so that nobody is sent back twice. */
function signed(request: PublicRequest): string {
  const name = field(request, 'signedName').trim();
  const faults = [
    ...(name === '' ? [{ field: 'signedName', message: 'Write your name to sign the agreement.' }] : []),
    ...(field(request, 'acceptsAgreement') === 'yes'
      ? []
      : [{ field: 'acceptsAgreement', message: 'Tick the box to accept the agreement.' }]),
  ];
  if (faults.length > 0) throw invalid(faults);
  return name;
}

/** What was filled in where a question has fields. */
function filledIn(request: PublicRequest) {
  const { answers, statements, acceptsPrivacy } = request.form ? typedIn(request.form) : nothingTyped();
  return { answers, statements, acceptsPrivacy };
}

/** Faults of the file and of its date together. */
async function sendDocument(key: string, request: PublicRequest, perform: Perform): Promise<unknown> {
  const [file] = request.form?.files.document ?? [];
  const datedOn = field(request, 'datedOn').trim();
  const faults = [
    ...(file ? [] : [{ field: 'document', message: 'Choose a file.' }]),
    ...(datedOn === '' ? [{ field: 'datedOn', message: 'Give the date that stands on the document.' }] : []),
  ];
  if (!file || faults.length > 0) throw invalid(faults);
  const content = Buffer.from(await file.arrayBuffer()).toString('base64');
  return ask(perform, 'sendDocument', { key, name: file.name, datedOn, content }, sentKey(request));
}

/** The applicant's own page, under the private link that was mailed, and everything that can be done there. */
export const statusRoutes: PublicRoute[] = [
  { method: 'GET', path: '/a/:key', serve: (request, perform, c) => statusPage(request, perform, c, null) },
  act('prove', 'looking#proof', (key, request, perform) => ask(perform, 'proveControl', { key }, sentKey(request))),
  {
    ...act('document', 'document-sent#document-section', (key, request, perform) =>
      sendDocument(key, request, perform),
    ),
    large: takesDocument,
  },
  act('verification', 'verifier-asked#verification', (key, request, perform) =>
    ask(perform, 'beginVerification', { key }, sentKey(request)),
  ),
  act('bypass', 'code-entered#verification', (key, request, perform) =>
    ask(perform, 'enterBypassCode', { key, code: field(request, 'code') }, sentKey(request)),
  ),
  act('answer', 'answered', (key, request, perform) =>
    ask(perform, 'answerQuestion', { key, body: field(request, 'answer'), ...filledIn(request) }, sentKey(request)),
  ),
  act('message', 'written#messages', (key, request, perform) =>
    ask(perform, 'writeToTeam', { key, body: field(request, 'message') }, sentKey(request)),
  ),
  act('agreement', 'accepted', (key, request, perform) =>
    ask(
      perform,
      'acceptAgreement',
      { key, version: field(request, 'version'), signedName: signed(request) },
      sentKey(request),
    ),
  ),
  act('address', 'address-asked', (key, request, perform) =>
    ask(perform, 'changeAddress', { key, address: field(request, 'address') }, sentKey(request)),
  ),
  act('appeal', 'appealed#appeal', (key, request, perform) =>
    ask(perform, 'appealDecision', { key, words: field(request, 'appeal') }, sentKey(request)),
  ),
  act('withdraw', 'withdrawn', (key, request, perform) => {
    ticked(request, 'withdraws', 'Tick the box if you really mean to withdraw the application.');
    return ask(perform, 'withdrawApplication', { key }, sentKey(request));
  }),
  act('consents/:consent', 'consent-withdrawn', (key, request, perform) => {
    const consent = z.uuid().safeParse(request.params.consent);
    if (!consent.success) throw new Fault('not-found', 'There is no such consent.');
    if (field(request, 'purpose') !== 'news')
      ticked(request, 'withdrawsPrivacy', 'Tick the box if you really mean to withdraw this consent.');
    return ask(perform, 'withdrawConsent', { key, consent: consent.data }, sentKey(request));
  }),
];
