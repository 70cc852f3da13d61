import { Timeline, type TimelineItem } from '#web/kit/Timeline.tsx';
import type { Application } from '../questions.ts';
import { Composer } from './Composer.tsx';

/** A message, a question and its answer, and a note stand in the timeline by their own words; the fact would say it twice. */
const toldByWords = [
  'application.message-written',
  'application.applicant-asked',
  'application.question-answered',
  'note.written',
];

/** The entries of an application's one timeline: what happened, what was said, and the notes among us. */
export function timelineItems(application: Application): TimelineItem[] {
  const facts = application.timeline
    .filter(({ kind }) => !toldByWords.includes(kind))
    .map(({ id, at, who, words }): TimelineItem => ({ id, at, kind: 'fact', who, words }));
  const messages = application.messages.map(
    ({ id, at, sender, author, body, asks }): TimelineItem => ({
      id,
      at,
      kind: 'message',
      who: author ?? (sender === 'applicant' ? (application.applicantName ?? 'The applicant') : 'Guildhall'),
      words: body,
      ours: sender === 'team',
      ...(asks ? { detail: 'Asked: the clock stood still until the answer.' } : {}),
    }),
  );
  const notes = application.notes.map(
    ({ id, at, author, body }): TimelineItem => ({ id, at, kind: 'note', who: author, words: body }),
  );
  return [...facts, ...messages, ...notes];
}

/** The one timeline of an application, newest first, under the place to write. */
export function ApplicationTimeline({ application }: { application: Application }) {
  return (
    <Timeline items={timelineItems(application)} newestFirst label={`Timeline of ${application.number}`}>
      <Composer application={application} />
    </Timeline>
  );
}
