import type { Output } from '#kernel/contract/handlers.ts';
import type { programsContract } from '../contract.ts';
import { LOOKS_AT_REPOSITORIES } from '../policy/requirements.ts';

type Application = Output<(typeof programsContract)['getApplication']>;

const NIL = '00000000-0000-0000-0000-000000000000';

/** What only looks at the project says nothing of who applies. */
const impersonal = (check: string) => LOOKS_AT_REPOSITORIES.some((name) => name === check);

/**
 * An application as somebody sees it who must not know yet who applied: without name, address, country, person and earlier applications, and
 * without the evidence of checks that looked at the person.
 */
export const blinded = (told: Application): Application => ({
  ...told,
  ...{ blind: true, applicantName: null, address: null, country: null, identity: NIL, person: NIL, earlier: [] },
  messages: told.messages.map((m) => (m.mail ? { ...m, mail: { ...m.mail, from: null } } : m)),
  bounces: told.bounces.map((bounce) => ({ ...bounce, address: null })),
  checkList: told.checkList.map((check) => (impersonal(check.name) ? check : { ...check, words: '', evidence: [] })),
  timeline: told.timeline.map((entry) =>
    entry.who === told.applicantName ? { ...entry, who: 'The applicant' } : entry,
  ),
});
