import { auditModule } from '#kernel/audit/index.ts';
import { backupsModule } from '#kernel/backup/index.ts';
import { calendarsModule } from '#kernel/calendar/index.ts';
import { figuresModule } from '#kernel/figures/index.ts';
import { mailModule } from '#kernel/mail/index.ts';
import type { Module } from '#kernel/module.ts';
import { operatingModule } from '#kernel/operating/index.ts';
import { searchModule } from '#kernel/search/index.ts';
import { webhooksModule } from '#kernel/webhooks/index.ts';
import { workModule } from '#kernel/work/index.ts';
import { accessModule } from '#modules/access';
import { communityModule } from '#modules/community';
import { programsModule } from '#modules/programs';
import { sampleModule } from './sample/index.ts';

/**
 * The rooms of the house. A new module is added here, in `contract.ts` beside it, and in `web/modules.ts` and `public.tsx`
 * if it has pages.
 */
export const modules: readonly Module[] = [
  accessModule,
  auditModule,
  communityModule,
  programsModule,
  workModule,
  calendarsModule,
  backupsModule,
  figuresModule,
  mailModule,
  operatingModule,
  searchModule,
  webhooksModule,
  sampleModule,
];
