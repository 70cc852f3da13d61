import type { House } from '../house.ts';
import { transactAs } from '../jobs/worker.ts';
import type { Module } from '../module.ts';
import { mailContract } from './contract.ts';
import { mailFacts } from './facts.ts';
import { mailHandlers } from './handlers.ts';
import { strayMail } from './inbound/explain.ts';
import { inboundFacts } from './inbound/facts.ts';
import { incomingTitles, mailboxTitles, scopeOfFile, scopeOfIncoming } from './inbound/incoming.ts';
import { inboundHandlers, inboundJobs, inboundRoutes, inboundTimetables } from './inbound/index.ts';
import { scopeOfMailbox } from './inbound/mailboxes.ts';
import { personalIncoming } from './inbound/personal.ts';
import { mailJobs, mailTimetables } from './jobs.ts';
import { mailTitles, scopeOfMessage } from './outbox.ts';
import { personalMail } from './personal.ts';
import { compiledStore } from './queue.ts';
import { compileAll } from './render.ts';
import { testMail } from './test-mail.ts';
import { mailRoutes } from './view.ts';

/** What mail brings to the house. */
export const mailModule: Module = {
  name: 'mail',
  contract: mailContract,
  handlers: { ...mailHandlers, ...inboundHandlers },
  permissions: [
    {
      name: 'mail.read',
      words: 'Read the outbox and the templates',
      roles: ['manager', 'program-manager', 'reviewer'],
    },
    { name: 'mail.send', words: 'Send a failed mail again', roles: ['manager', 'program-manager'] },
    {
      name: 'mail.sort',
      words: 'Attach mails that came to records, or discard them',
      roles: ['manager', 'program-manager', 'reviewer'],
    },
    {
      name: 'mail.mailboxes',
      words: 'Set up the mailboxes that answers come to',
      roles: ['manager', 'program-manager'],
    },
    { name: 'mail.settings', words: 'Set up the mail server, send held mails, read mails that carry a key', roles: [] },
  ],
  scopes: {
    mail: scopeOfMessage,
    mailbox: scopeOfMailbox,
    'incoming-mail': scopeOfIncoming,
    'incoming-file': scopeOfFile,
  },
  recordTitles: [mailTitles, incomingTitles, mailboxTitles],
  facts: [...mailFacts, ...inboundFacts],
  jobs: [...mailJobs, ...inboundJobs],
  timetables: [...mailTimetables, ...inboundTimetables],
  emails: [testMail, strayMail],
  publicRoutes: [...mailRoutes, ...inboundRoutes],
  personalData: [personalMail, personalIncoming],
};

/**
 * Compiles all templates of the house that this installation has not compiled yet, so that no request waits for it. For the
 * start. Throws `TemplateFault`, naming the template.
 */
export async function prepareTemplates(house: House): Promise<void> {
  await transactAs(house, 'mail', (c) => compileAll([...house.templates.values()], compiledStore(c)));
}
