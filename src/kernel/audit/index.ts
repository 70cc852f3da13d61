import type { Handlers } from '../contract/handlers.ts';
import { timetable } from '../jobs/timetable.ts';
import type { Module } from '../module.ts';
import { auditContract } from './contract.ts';
import { exportLog } from './export.ts';
import { auditFacts } from './facts.ts';
import { entry, kinds, log } from './log.ts';
import { forgetOrigins, readAuditSettings, updateAuditSettings } from './settings.ts';

const handlers: Handlers<typeof auditContract> = {
  log,
  entry,
  kinds,
  exportLog,
  settings: (c) => readAuditSettings(c),
  updateSettings: updateAuditSettings,
};

const forgotten = timetable(
  'audit.forget-origins',
  { every: 'day', at: '03:40', zone: 'organisation' },
  'Forget addresses that the audit log has kept long enough',
  async (run) => {
    while ((await run.transact('audit.forget-origins', forgetOrigins)) > 0);
  },
);

/** The ledger as an audit log: who did what, when, from where and with what. */
export const auditModule: Module = {
  name: 'audit',
  contract: auditContract,
  handlers,
  permissions: [
    { name: 'audit.read', words: 'Read and export the audit log', roles: ['manager'] },
    { name: 'audit.settings', words: 'Say for how long the audit log keeps addresses and agents', roles: [] },
  ],
  facts: auditFacts,
  timetables: [forgotten],
};
