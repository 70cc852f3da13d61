import { Timeline } from '#web/kit/Timeline.tsx';
import type { Application } from '../questions.ts';
import { timelineItems } from '../timeline.ts';
import { Composer } from './Composer.tsx';
import { MailActs, MailMarks } from './MailMarks.tsx';

/** The one timeline of an application, newest first, under the place to write. */
export function ApplicationTimeline({ application }: { application: Application }) {
  return (
    <Timeline
      items={timelineItems(application, {
        detail: (message) => <MailMarks message={message} />,
        actions: (message) => <MailActs id={application.id} message={message} />,
      })}
      newestFirst
      label={`Timeline of ${application.number}`}
    >
      <Composer application={application} />
    </Timeline>
  );
}
