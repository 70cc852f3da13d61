import { counted } from '#web/kit/plural.ts';
import { Section } from '#web/kit/Section.tsx';
import { exactTime } from '#web/kit/time.ts';
import { causeWords, dayWords, hoursWords, spanWords } from '../calendarWords.ts';
import type { Outlook } from '../questions.ts';
import classes from './calendars.module.css';

/** When a promise that begins now is due. */
export function PromiseDue({ outlook: { promise, zone } }: { outlook: Outlook }) {
  return (
    <p className={classes.quiet}>
      A promise of {counted(promise.days, 'business day')} that begins now is due on{' '}
      <time dateTime={promise.dueAt} className={classes.due}>
        {exactTime(promise.dueAt, zone)}
      </time>
      .
    </p>
  );
}

/** The hours of two weeks, and the holidays, closures and openings that come next. */
export function OutlookView({ outlook }: { outlook: Outlook }) {
  return (
    <>
      <Section title="Hours of two weeks">
        <dl className={classes.days}>
          {outlook.days.map((day) => {
            const cause = causeWords(day);
            return (
              <div key={day.date} style={{ display: 'contents' }}>
                <dt className={day.hours.length === 0 ? classes.off : undefined}>{dayWords(day.date)}</dt>
                <dd className={day.hours.length === 0 ? classes.off : undefined}>
                  {hoursWords(day.hours)}
                  {cause === null ? null : ` (${cause})`}
                </dd>
              </div>
            );
          })}
        </dl>
      </Section>
      <Section title="Next holidays and closures">
        {outlook.coming.length === 0 ? (
          <p className={classes.quiet}>None: every week is like the other.</p>
        ) : (
          <dl className={classes.days}>
            {outlook.coming.map(({ from, through, kind, name, offAnyway }) => (
              <div key={`${kind}${from}${through}`} style={{ display: 'contents' }}>
                <dt className={offAnyway ? classes.off : undefined}>{spanWords(from, through)}</dt>
                <dd className={offAnyway ? classes.off : undefined}>
                  {name || { opening: 'Own hours', closure: 'Closure', holiday: 'Public holiday' }[kind]}
                  {offAnyway ? ' (closed anyway)' : null}
                </dd>
              </div>
            ))}
          </dl>
        )}
      </Section>
    </>
  );
}
