import type { AnyContractRouter } from '@orpc/contract';
import type { Context } from './context.ts';
import type { Figure } from './figures/figure.ts';
import type { PublicRoute } from './http/public-route.ts';
import type { JobDefinition } from './jobs/job.ts';
import type { Timetable } from './jobs/timetable.ts';
import type { FactDefinition } from './ledger/fact.ts';
import type { Reaction } from './ledger/reaction.ts';
import type { Template } from './mail/template.ts';
import type {
  CalendarUse,
  HandsOver,
  NeedsMe,
  PersonalData,
  PersonPanel,
  RecordTitles,
  Searchable,
  TakesMail,
  TimelineSource,
} from './slots.ts';
import type { NotificationKind } from './work/notifications/kind.ts';

/** Which program a thing belongs to: reads it from the database. null: no such thing. */
export type ScopeResolver = (c: Context, id: string) => Promise<{ program: string | null } | null>;

/** A permission and the roles that hold it from the start (the owner holds all). */
export type PermissionDefinition = { name: string; words: string; roles: readonly string[] };

/** Everything a room brings to the house. `app/modules.ts` holds the hand-written list of rooms. */
export type Module = {
  name: string;
  contract: AnyContractRouter;
  /** One function per operation of the contract, under the same name. */
  handlers: Record<string, unknown>;
  permissions?: readonly PermissionDefinition[];
  scopes?: Record<string, ScopeResolver>;
  facts?: readonly FactDefinition[];
  reactions?: readonly Reaction[];
  jobs?: readonly JobDefinition[];
  timetables?: readonly Timetable[];
  /** Ends what rested on a secret of this room, after the key was lost and every sealed value forgotten. */
  secretsForgotten?: (c: Context) => Promise<void>;
  figures?: readonly Figure[];
  emails?: readonly Template[];
  publicRoutes?: readonly PublicRoute[];
  /** Slots: what this room adds to pages that cross all rooms. */
  timeline?: readonly TimelineSource[];
  recordTitles?: readonly RecordTitles[];
  personPanels?: readonly PersonPanel[];
  personalData?: readonly PersonalData[];
  needsMe?: readonly NeedsMe[];
  searchable?: readonly Searchable[];
  /** What happens in this room that colleagues may want to be told, each as they choose. */
  notifies?: readonly NotificationKind[];
  calendarUses?: readonly CalendarUse[];
  handsOver?: readonly HandsOver[];
  takesMail?: readonly TakesMail[];
};
