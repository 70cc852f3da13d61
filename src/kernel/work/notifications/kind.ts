import type { z } from 'zod';
import type { Context } from '../../context.ts';
import type { Fact, FactDefinition } from '../../ledger/fact.ts';
import { on, type Reaction } from '../../ledger/reaction.ts';
import { notify } from './notify.ts';

/** How somebody wants to hear of a kind of notice: in the list, by mail, in their chat program. All off: not at all. */
export type Choice = { inApp: boolean; mail: 'off' | 'now' | 'digest'; slack: boolean };

/** A kind of thing that people of the house may want to know. */
export type NotificationKind = {
  /** `room.what`, such as `programs.new-application`. */
  name: string;
  /** What the page of choices says: "An applicant answered". */
  words: string;
  /** Who may be told: the holders of this permission in the notice's program. */
  permission: string;
  /** What it does for those who chose nothing. */
  usually: Choice;
  /** For one person alone, so that no channel hears it. */
  personal?: true;
  /** Reactions that make such notices, by `tells`. */
  hears?: readonly Reaction[];
};

/** What is to be told. The words name nobody outside, since they leave by mail and chat. */
export type Notice = {
  /** Accounts, or all who hold the kind's permission in the program. */
  to: readonly string[] | 'holders';
  about: { kind: string; id: string };
  program: string | null;
  title: string;
  words: string;
  href: string;
  /** A second notice with the same key is the first one. */
  key?: string;
};

/** Makes a notice of a fact, or none (null). Whoever did it is never told of it. */
export const tells = <S extends z.ZodType>(
  kind: NotificationKind,
  heard: FactDefinition<S>,
  tell: (c: Context, fact: Fact<S>) => Promise<Notice | null>,
): Reaction =>
  on(heard, `notify.${kind.name}:${heard.kind}`, async (c, fact) => {
    const notice = await tell(c, fact);
    const by = fact.actor.kind === 'account' ? fact.actor.id : null;
    if (notice) await notify(c, kind, { key: `${kind.name}:${fact.id}`, ...notice }, by);
  });
