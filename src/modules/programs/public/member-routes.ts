import { z } from 'zod';
import type { Context } from '#kernel/context.ts';
import { Fault, invalid } from '#kernel/errors.ts';
import type { Perform, PublicAnswer, PublicRequest, PublicRoute } from '#kernel/http/public-route.ts';
import { newId } from '#kernel/ids.ts';
import { readOrganisation } from '#kernel/settings/organisation.ts';
import { type Act, actsOn } from './acts.ts';
import { ask, field, sentKey, type Trouble, troubleOf, withTrouble } from './ask.ts';
import { keyOf } from './keys.ts';

/** What was just done, by the code in the address; the page has the words. */
const DONE = ['contact', 'named', 'unnamed', 'asked', 'answered', 'back', 'offered', 'given'] as const;
export type MemberDone = (typeof DONE)[number];

async function memberPage(
  request: PublicRequest,
  perform: Perform,
  c: Context,
  trouble: Trouble | null,
): Promise<PublicAnswer> {
  const key = keyOf(request);
  const [member, organisation] = await Promise.all([ask(perform, 'memberPage', { key }), readOrganisation(c)]);
  const props = {
    member,
    base: `/m/${key}`,
    zone: organisation.zone,
    done: DONE.find((code) => code === request.query.done) ?? null,
    typed: { ...request.form?.fields },
    idempotencyKey: newId(),
  };
  return withTrouble('programs.member', props, trouble);
}

/** Entries of one form have names of their own on the page, where operations share theirs: `replaceWords` for `words`. */
type Entries = Record<string, string>;

const acts = actsOn<MemberDone>('/m', memberPage);
const act = (path: string, done: MemberDone, entries: Entries, carryOut: Act): PublicRoute =>
  acts(`/${path}`, done, carryOut, (fault) => ({ ...fault, field: entries[fault.field] ?? fault.field }));

/** A contact's entries carry its role, since there is a form for each. */
const contactOf = (request: PublicRequest, name: string) => field(request, `${name}-${field(request, 'role')}`);

const saveContact = acts(
  '/contacts',
  'contact#contacts',
  (key, request, perform) => {
    const entries = { name: contactOf(request, 'name'), address: contactOf(request, 'address') };
    return ask(perform, 'saveOwnContact', { key, role: field(request, 'role'), ...entries }, sentKey(request));
  },
  (fault, request) => ({ ...fault, field: `${fault.field}-${field(request, 'role')}` }),
);

const renew: PublicRoute = {
  method: 'POST',
  path: '/m/:key/renew',
  serve: async (request, perform, c) => {
    try {
      const { program, draft } = await ask(perform, 'startRenewal', { key: keyOf(request) });
      return { redirect: `/apply/${program}/form?draft=${draft}` };
    } catch (error) {
      return memberPage(request, perform, c, troubleOf(error));
    }
  },
};

/** Both sides of a change of owner confirm by a button: mail scanners open links. */
const transferRoutes = (side: 'give' | 'take', operation: 'giveAway' | 'takeOver'): PublicRoute[] => [
  {
    method: 'GET',
    path: `/m/${side}/:key`,
    serve: async (request) => ({
      page: 'programs.transfer',
      props: {
        side,
        action: `/m/${side}/${keyOf(request)}`,
        outcome: request.query.done === 'done' || request.query.done === 'half' ? request.query.done : null,
        idempotencyKey: newId(),
      },
    }),
  },
  {
    method: 'POST',
    path: `/m/${side}/:key`,
    serve: async (request, perform) => {
      const key = keyOf(request);
      const { done } = await ask(perform, operation, { key });
      return { redirect: `/m/${side}/${key}?done=${done ? 'done' : 'half'}` };
    },
  },
];

/** A member's own page under a private link, and everything that can be done there. Links that confirm stand first. */
export const memberRoutes: PublicRoute[] = [
  ...transferRoutes('give', 'giveAway'),
  ...transferRoutes('take', 'takeOver'),
  { method: 'GET', path: '/m/:key', serve: (request, perform, c) => memberPage(request, perform, c, null) },
  {
    method: 'GET',
    path: '/m/:key/data.json',
    serve: async (request, perform) => {
      const { data } = await ask(perform, 'memberData', { key: keyOf(request) });
      const headers = {
        'content-disposition': 'attachment; filename="membership.json"',
        'content-type': 'application/json; charset=utf-8',
      };
      return { response: new Response(JSON.stringify(data, null, 2), { headers }) };
    },
  },
  renew,
  saveContact,
  act('named', 'named', {}, (key, request, perform) =>
    ask(
      perform,
      'giveReference',
      {
        ...{ key, kind: field(request, 'kind'), scope: field(request, 'scope'), speaker: field(request, 'speaker') },
        endsOn: field(request, 'endsOn') || null,
      },
      sentKey(request),
    ),
  ),
  act('named/:reference', 'unnamed', {}, (key, request, perform) => {
    const reference = z.uuid().safeParse(request.params.reference);
    if (!reference.success) throw new Fault('not-found', 'There is no such consent.');
    return ask(perform, 'takeReferenceBack', { key, reference: reference.data }, sentKey(request));
  }),
  act('replacement', 'asked', { words: 'replaceWords' }, (key, request, perform) =>
    ask(
      perform,
      'askReplacement',
      { key, hosting: field(request, 'hosting'), words: field(request, 'replaceWords') },
      sentKey(request),
    ),
  ),
  act('second', 'asked', { words: 'secondWords' }, (key, request, perform) =>
    ask(perform, 'askSecondSubscription', { key, words: field(request, 'secondWords') }, sentKey(request)),
  ),
  act('breach', 'answered', { body: 'answer' }, (key, request, perform) =>
    ask(perform, 'answerBreach', { key, body: field(request, 'answer') }, sentKey(request)),
  ),
  act('back', 'back', { words: 'backWords' }, (key, request, perform) => {
    if (field(request, 'givesBack') !== 'yes')
      throw invalid([{ field: 'givesBack', message: 'Tick the box if you really mean to give it back.' }]);
    return ask(perform, 'handBack', { key, words: field(request, 'backWords') }, sentKey(request));
  }),
  act('owner', 'offered', { name: 'newOwner', address: 'newAddress' }, (key, request, perform) =>
    ask(
      perform,
      'offerOwner',
      { key, name: field(request, 'newOwner'), address: field(request, 'newAddress') },
      sentKey(request),
    ),
  ),
];
