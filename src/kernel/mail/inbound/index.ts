import type { Handlers } from '../../contract/handlers.ts';
import { readFile } from '../../files/read.ts';
import { fileResponse } from '../../files/response.ts';
import type { StoredFile } from '../../files/store.ts';
import type { PublicRoute } from '../../http/public-route.ts';
import { timetable } from '../../jobs/timetable.ts';
import type { inboundContract } from './contract.ts';
import { attachIncoming, discardIncoming, exportIncoming, incoming, incomingFile, incomingMail } from './incoming.ts';
import { lookAtMailbox, lookAtMailboxes, testMailbox } from './look.ts';
import {
  addMailbox,
  changeMailbox,
  mailbox,
  mailboxes,
  removeMailbox,
  renewMailboxSecret,
  switchMailbox,
} from './mailboxes.ts';
import { forgetStrayMail } from './personal.ts';
import { webhookRoutes } from './webhook.ts';

export const inboundHandlers: Handlers<typeof inboundContract> = {
  mailboxes,
  mailbox,
  addMailbox,
  changeMailbox,
  testMailbox,
  switchMailbox,
  renewMailboxSecret,
  removeMailbox,
  incoming,
  exportIncoming,
  incomingMail,
  incomingFile,
  attachIncoming,
  discardIncoming,
};

export const inboundJobs = [lookAtMailbox];

export const inboundTimetables = [
  timetable('mail.look-at-mailboxes', { every: 'minute' }, 'Look for mail that came', (run) =>
    run.transact('mailbox', lookAtMailboxes),
  ),
  timetable(
    'mail.forget-stray',
    { every: 'hour' },
    'Erase mails that belong to no record when their time is over',
    async (run) => {
      while ((await run.transact('retention', forgetStrayMail)) >= 500);
    },
  ),
];

/** A file that came with a mail is only ever saved: see `fileResponse`. */
const fileRoute: PublicRoute = {
  method: 'GET',
  path: '/mail/incoming/files/:file',
  serve: async ({ params }, perform, c) => {
    const file = (await perform('mail.incomingFile', { file: params.file })) as StoredFile;
    return { response: fileResponse(file, readFile(c.house, file)) };
  },
};

export const inboundRoutes: readonly PublicRoute[] = [...webhookRoutes, fileRoute];
