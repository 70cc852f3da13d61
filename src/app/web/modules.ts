import { IconHome } from '@tabler/icons-react';
import { type WebModule, webModule } from '#web/module.ts';
import { figure, home } from './frame-pages.ts';

/** Home, and every figure at its address: they belong to no single module. */
const house = webModule({
  area: { id: 'home', label: 'Home', icon: IconHome, path: '/', permission: null, pages: [] },
  routes: [home(() => modules), figure],
});

import { accessWeb } from '../../modules/access/web/index.tsx';
import { communityWeb } from '../../modules/community/web/index.tsx';
import { programsWeb } from '../../modules/programs/web/index.tsx';
import { auditWeb } from './audit/index.ts';
import { backupsWeb } from './backups/index.ts';
import { calendarsWeb } from './calendars/index.ts';
import { mailWeb } from './mail/index.ts';
import { mailboxesWeb } from './mailboxes/index.ts';
import { notificationsWeb } from './notifications/index.ts';
import { operatingWeb } from './operating/index.ts';
import { ownWeb } from './own/index.ts';
import { sampleWeb } from './sample.ts';
import { webhooksWeb } from './webhooks/index.ts';
import { workWeb } from './work.ts';

/** Every module that shows something to people who are signed in. A new module stands in the house by standing in this list. */
export const modules: readonly WebModule[] = [
  house,
  programsWeb,
  communityWeb,
  accessWeb,
  auditWeb,
  workWeb,
  ownWeb,
  sampleWeb,
  mailWeb,
  mailboxesWeb,
  backupsWeb,
  notificationsWeb,
  webhooksWeb,
  operatingWeb,
  calendarsWeb,
];
