import type { ReactNode } from 'react';
import type { TimelineItem } from '#web/kit/Timeline.tsx';
import type { Application } from './questions.ts';

/** Facts that another entry tells already: messages, questions, answers and notes by their own words, an assignment by its claim. */
const toldElsewhere: readonly string[] = [
  'application.message-written',
  'application.applicant-asked',
  'application.question-answered',
  'note.added',
  'record.assigned',
  'record.unassigned',
];

type Told = Pick<Application, 'timeline' | 'messages' | 'notes' | 'applicantName'>;
type Message = Application['messages'][number];
/** What stands below and beside a message that came by mail; given by the page. */
export type MailParts = { detail: (message: Message) => ReactNode; actions: (message: Message) => ReactNode };

/** The entries of an application's one timeline: what happened, what was said, and the notes among us. */
export function timelineItems(
  { timeline, messages, notes, applicantName }: Told,
  parts: MailParts = { detail: () => null, actions: () => null },
): TimelineItem[] {
  return [
    ...timeline
      .filter(({ kind }) => !toldElsewhere.includes(kind))
      .map(({ id, at, who, words }): TimelineItem => ({ id, at, kind: 'fact', who, words })),
    ...messages.map(
      ({ id, at, sender, author, body, asks, ...message }): TimelineItem => ({
        id,
        at,
        kind: 'message',
        who:
          author ??
          otherAddress(message) ??
          (sender === 'applicant' ? (applicantName ?? 'The applicant') : 'Guildhall'),
        words: body,
        ours: sender === 'team',
        ...(asks ? { detail: 'Asked: the clock stands still until the answer.' } : {}),
        ...(message.mail || message.afterDecision
          ? partsOf(parts, { id, at, sender, author, body, asks, ...message })
          : {}),
      }),
    ),
    ...notes.map(({ id, at, author, body }): TimelineItem => ({ id, at, kind: 'note', who: author, words: body })),
  ];
}

const partsOf = (parts: MailParts, message: Message): Pick<TimelineItem, 'detail' | 'actions'> => ({
  detail: parts.detail(message),
  actions: parts.actions(message),
});

/** Who wrote by mail from an address that is not the applicant's is called by it. */
const otherAddress = ({ mail }: Pick<Message, 'mail'>): string | null =>
  mail === null || mail.from === null ? null : mail.from || 'Another address';
