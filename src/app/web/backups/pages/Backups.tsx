import { Button, NumberInput, Select, Switch, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useOperation } from '#web/ask.ts';
import { ConfirmTyped } from '#web/kit/ConfirmTyped.tsx';
import { EmptyState } from '#web/kit/EmptyState.tsx';
import { FormGroup } from '#web/kit/FormPage.tsx';
import { Page } from '#web/kit/Page.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { Progress } from '#web/kit/Progress.tsx';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { Section } from '#web/kit/Section.tsx';
import { StateBadge } from '#web/kit/StateBadge.tsx';
import { sizeWords } from '#web/kit/size.ts';
import { type Backups as Answer, type Backup, backups } from '../questions.ts';
import { proofWords, reasonWords } from '../words.ts';
import classes from './Backups.module.css';

const underWay = ({ state }: Backup) => state === 'waiting' || state === 'running';

/** The backups there are, one taken now with its progress, when they are taken and how many are kept; the hold of a restored house. */
export default function Backups() {
  const { data } = useSuspenseQuery({
    ...backups,
    refetchInterval: (query) =>
      query.state.data?.backups.some((each) => underWay(each) || each.progress !== null) ? 1000 : false,
  });
  const take = useOperation((c) => c.backups.take, { touches: ['backups'] });
  const running = data.backups.find((each) => underWay(each) || each.progress !== null);
  const taken = data.backups.filter((each) => !underWay(each));
  return (
    <Page
      title="Backups"
      lead="Everything in the database at one instant, in one file. Keep the key of the secrets apart from it: it is not inside."
      actions={
        <Button onClick={() => take.mutate({})} loading={take.isPending} disabled={running !== undefined}>
          Take a backup now
        </Button>
      }
    >
      {data.hold.held ? <Hold hold={data.hold} /> : null}
      {take.error ? <Problem error={take.error} /> : null}
      {running ? (
        <Progress
          title="Taking a backup"
          done={running.progress?.done ?? 0}
          of={running.progress?.total ?? null}
          words={running.progress?.words ?? 'About to begin.'}
        />
      ) : null}
      <Section title="Backups there are">
        <p className={classes.quiet}>
          {data.nextAt ? (
            <>
              The next is due <RelativeTime instant={data.nextAt} zone={data.zone} />.{' '}
            </>
          ) : (
            'None is taken by itself. '
          )}
          {data.folder ? `They lie in ${data.folder}.` : null}
        </p>
        {taken.length === 0 ? (
          <EmptyState title="No backup yet">The first is taken in the coming night, or now.</EmptyState>
        ) : (
          <List rows={taken} zone={data.zone} />
        )}
      </Section>
      <Rule settings={data.settings} zone={data.zone} />
    </Page>
  );
}

function List({ rows, zone }: { rows: Backup[]; zone: string }) {
  return (
    <ul className={classes.list}>
      {rows.map((row) => (
        <li key={row.id} className={classes.row}>
          <span className={classes.what}>
            <RelativeTime instant={row.takenAt ?? row.askedAt} zone={zone} />
            <span className={classes.quiet}>{reasonWords(row.reason)}</span>
          </span>
          <span>{row.size === null ? null : sizeWords(row.size)}</span>
          <StateBadge
            plain
            state={row.trouble !== null ? 'late' : row.checkedHow ? 'done' : 'waiting-for-us'}
            word={row.state === 'failed' ? 'Failed' : proofWords(row)}
          />
          <span className={classes.get}>
            {row.state === 'taken' && row.here ? (
              <a href={`/backups/${row.id}/archive`} download aria-label={`Download the backup ${row.file}`}>
                Download
              </a>
            ) : row.state === 'taken' ? (
              `On ${row.node}`
            ) : null}
          </span>
          {row.trouble ? <p className={classes.trouble}>{row.trouble}</p> : null}
        </li>
      ))}
    </ul>
  );
}

function Rule({ settings, zone }: { settings: Answer['settings']; zone: string }) {
  const form = useForm({ initialValues: settings });
  const save = useOperation((c) => c.backups.changeSettings, { touches: ['backups'], onDone: () => form.resetDirty() });
  const number = (name: 'daily' | 'weekly' | 'monthly', label: string, min: number) => (
    <NumberInput
      label={label}
      min={min}
      max={name === 'daily' ? 366 : name === 'weekly' ? 520 : 240}
      allowDecimal={false}
      w={120}
      value={form.values[name]}
      onChange={(value) => form.setFieldValue(name, Number(value) || min)}
    />
  );
  return (
    <Section title="When, and how many">
      <form onSubmit={form.onSubmit((values) => save.mutate(values))} noValidate>
        <FormGroup title="By itself" purpose="A night that the house slept through is made up when it is up again.">
          <Switch label="Take one every night" {...form.getInputProps('on', { type: 'checkbox' })} />
          <TextInput label="At" description={zone} type="time" w={140} {...form.getInputProps('at')} />
          <Select
            label="Proof"
            allowDeselect={false}
            data={[
              { value: 'weekly', label: 'Read each; restore and compare one a week' },
              { value: 'every', label: 'Restore and compare each' },
            ]}
            {...form.getInputProps('prove')}
          />
        </FormGroup>
        <FormGroup title="Kept" purpose="The last backup of each of so many days, weeks and months that have one.">
          <div className={classes.numbers}>
            {number('daily', 'Days', 1)}
            {number('weekly', 'Weeks', 0)}
            {number('monthly', 'Months', 0)}
          </div>
        </FormGroup>
        {save.error ? <Problem error={save.error} /> : null}
        <Button type="submit" variant="default" loading={save.isPending}>
          Save rule
        </Button>{' '}
        <span role="status" className={classes.quiet}>
          {save.isSuccess && !form.isDirty() ? 'Saved.' : null}
        </span>
      </form>
    </Section>
  );
}

function Hold({ hold }: { hold: Answer['hold'] }) {
  const [asking, setAsking] = useState(false);
  const end = useOperation((c) => c.backups.endHold, { onDone: () => setAsking(false) });
  return (
    <Section
      title="This house is on hold"
      actions={<Button onClick={() => setAsking(true)}>Let the house send again</Button>}
      framed
    >
      <p>
        It was restored
        {hold.restored ? (
          <>
            {' '}
            <RelativeTime instant={hold.restored.restoredAt} /> from a backup taken{' '}
            <RelativeTime instant={hold.restored.takenAt} />
          </>
        ) : null}
        . Mail and webhooks wait, because what was queued then may have gone out since. Look at the outbox first.
      </p>
      <ConfirmTyped
        opened={asking}
        title="Let the house send again"
        word={hold.word}
        submit="Let the house send again"
        pending={end.isPending}
        error={end.error}
        onConfirm={() => end.mutate({ confirm: 'send again' })}
        onClose={() => setAsking(false)}
      >
        New mails go out, and webhooks that waited are sent. Mails that are held stay in the outbox until you send them
        from there. Make sure that no other house with the same records is running.
      </ConfirmTyped>
    </Section>
  );
}
