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

/** The entries of an application's one timeline: what happened, what was said, and the notes among us. */
export function timelineItems({ timeline, messages, notes, applicantName }: Told): TimelineItem[] {
  return [
    ...timeline
      .filter(({ kind }) => !toldElsewhere.includes(kind))
      .map(({ id, at, who, words }): TimelineItem => ({ id, at, kind: 'fact', who, words })),
    ...messages.map(
      ({ id, at, sender, author, body, asks }): TimelineItem => ({
        id,
        at,
        kind: 'message',
        who: author ?? (sender === 'applicant' ? (applicantName ?? 'The applicant') : 'Guildhall'),
        words: body,
        ours: sender === 'team',
        ...(asks ? { detail: 'Asked: the clock stands still until the answer.' } : {}),
      }),
    ),
    ...notes.map(({ id, at, author, body }): TimelineItem => ({ id, at, kind: 'note', who: author, words: body })),
  ];
}
