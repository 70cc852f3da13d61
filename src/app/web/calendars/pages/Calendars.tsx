import { Badge, Button } from '@mantine/core';
import { useAsk } from '#web/ask.ts';
import { EmptyState } from '#web/kit/EmptyState.tsx';
import { Link } from '#web/kit/Link.tsx';
import { Page } from '#web/kit/Page.tsx';
import { may, useMe } from '#web/me.ts';
import { holidayWords, weekWords } from '../calendarWords.ts';
import classes from '../parts/calendars.module.css';
import { UsedBy } from '../parts/UsedBy.tsx';
import { calendars as calendarsQuestion, places as placesQuestion } from '../questions.ts';

/** All business calendars, the default first. */
export default function Calendars() {
  const { calendars } = useAsk(calendarsQuestion);
  const { places } = useAsk(placesQuestion);
  return (
    <Page
      title="Business calendars"
      lead="The hours in which promises to applicants count. Programs use the default one unless they choose another."
      actions={
        may(useMe(), 'calendars.manage') ? (
          <Button component={Link} href="/settings/calendars/new">
            Add calendar
          </Button>
        ) : null
      }
    >
      {calendars.length === 0 ? (
        <EmptyState title="No calendar yet">Until there is one, promises count by office hours in UTC.</EmptyState>
      ) : (
        <ul className={`${classes.rows} ${classes.list}`}>
          {calendars.map((calendar) => (
            <li key={calendar.id} className={classes.item}>
              <div className={classes.itemMain}>
                <h2 className={classes.itemTitle}>
                  <Link href={`/settings/calendars/${calendar.id}`}>{calendar.name}</Link>
                  {calendar.isDefault ? (
                    <Badge variant="default" tt="none">
                      Default
                    </Badge>
                  ) : null}
                </h2>
                <div>{weekWords(calendar.week)}</div>
                <div className={classes.quiet}>
                  {calendar.zone.replaceAll('_', ' ')}; {holidayWords(calendar, places)}
                </div>
              </div>
              <div className={classes.quiet}>
                <UsedBy usedBy={calendar.usedBy} />
              </div>
            </li>
          ))}
        </ul>
      )}
    </Page>
  );
}
