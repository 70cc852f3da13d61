import { Button, Checkbox, NativeSelect, Textarea } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask, useAsk, useOperation } from '#web/ask.ts';
import type { client } from '#web/client.ts';
import { EmptyState } from '#web/kit/EmptyState.tsx';
import { FactList } from '#web/kit/FactList.tsx';
import { Link } from '#web/kit/Link.tsx';
import { Page } from '#web/kit/Page.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { counted } from '#web/kit/plural.ts';
import { Section } from '#web/kit/Section.tsx';
import { moveWords } from '../moveWords.ts';
import { errorsOf } from '../parts/ActDialog.tsx';
import { MovingResult } from '../parts/MovingResult.tsx';
import { PageTurns } from '../parts/PageTurns.tsx';
import { useProgram } from '../parts/useProgram.ts';
import { movings, policyVersions } from '../questions.ts';
import classes from './PolicyPreview.module.css';

type Previewed = Awaited<ReturnType<typeof client.programs.previewMoves>>;
type Outcome = NonNullable<Parameters<typeof client.programs.previewMoves>[0]['outcome']>;

const OUTCOMES: { value: Outcome | ''; label: string }[] = [
  { value: '', label: 'All of older versions' },
  { value: 'moves', label: 'Moved without asking anything' },
  { value: 'asks', label: 'Moved, and the applicant is asked' },
  { value: 'stays', label: 'Cannot be moved' },
];

/** Running applications of older versions, what would become of each under the version in force, and moving them to it. */
export default function PolicyMove() {
  const program = useProgram();
  const { rows: versions } = useAsk(policyVersions(program.id));
  const { movings: earlier } = useAsk(movings(program.id));
  const version = versions[0]?.version ?? 1;
  const [shown, setShown] = useState<string | null>(null);
  const last = shown ?? earlier.find((each) => each.version === version)?.id ?? null;
  const preview = <Preview program={program.id} version={version} onStarted={setShown} />;
  return (
    <Page
      title={`Move running applications to version ${version}`}
      above={<Link href={`/programs/${program.slug}/policy/versions`}>Versions of the policy</Link>}
      lead="Applications that nobody has decided are judged by this version from then on. Checks that are alike stay, and so does the promise that was given."
    >
      {last ? (
        <MovingResult key={last} id={last}>
          {preview}
        </MovingResult>
      ) : (
        preview
      )}
    </Page>
  );
}

type PreviewProps = { program: string; version: number; onStarted: (id: string) => void };

function Preview({ program, version, onStarted }: PreviewProps) {
  const [outcome, setOutcome] = useState<Outcome | ''>('');
  const [after, setAfter] = useState<string[]>([]);
  const marker = after.at(-1);
  const found = useQuery({
    ...ask((c) => c.programs.previewMoves, {
      ...{ program, version, limit: 50 },
      ...(outcome === '' ? {} : { outcome }),
      ...(marker ? { after: marker } : {}),
    }),
    placeholderData: keepPreviousData,
  });
  if (found.error) return <Problem error={found.error} />;
  const preview = found.data;
  if (!preview) return null;
  const { totals, rows, next } = preview;
  if (totals.all === 0)
    return (
      <EmptyState title="Nothing to move">
        Every running application is judged by version {version}. Once a newer one is published, those under way are
        listed here.
      </EmptyState>
    );
  return (
    <>
      <Section title={`${counted(totals.all, 'running application')} of older versions`}>
        <Totals preview={preview} />
        {totals.all > totals.stays ? (
          <Start program={program} version={version} totals={totals} more={preview.more} onStarted={onStarted} />
        ) : (
          <p className={classes.quiet}>None of them can be moved now.</p>
        )}
      </Section>
      <Section title="What would become of each">
        <NativeSelect
          className={classes.filter}
          label="Show"
          value={outcome}
          data={OUTCOMES}
          onChange={({ currentTarget }) => {
            setAfter([]);
            setOutcome(currentTarget.value as Outcome | '');
          }}
        />
        {rows.length === 0 ? <p className={classes.quiet}>None.</p> : null}
        <ol className={classes.list}>
          {rows.map((row) => (
            <li key={row.application} className={classes.item}>
              <p className={classes.name}>
                <Link href={`/programs/applications/${row.application}`}>
                  {row.number} {row.project}
                </Link>{' '}
                <span className={classes.quiet}>version {row.version}</span>
              </p>
              {row.objection ? (
                <p className={classes.way}>Stays: {row.objection.words}</p>
              ) : (
                <ul className={classes.because}>
                  {moveWords(row).map((words) => (
                    <li key={words}>{words}</li>
                  ))}
                  {moveWords(row).length === 0 ? <li>Nothing but the version becomes another.</li> : null}
                </ul>
              )}
            </li>
          ))}
        </ol>
        <PageTurns after={after} next={next} onTurn={setAfter} />
      </Section>
    </>
  );
}

function Totals({ preview: { totals, more } }: { preview: Previewed }) {
  const number = (n: number) => n.toLocaleString('en');
  return (
    <>
      <FactList
        facts={[
          { name: 'Moved without asking anything', value: number(totals.moves) },
          { name: 'Moved, and the applicant is asked', value: number(totals.asks) },
          { name: 'Cannot be moved', value: number(totals.stays) },
          { name: 'With checks that are new or looked at anew', value: number(totals.checks) },
          { name: 'With another benefit', value: number(totals.benefit) },
          { name: 'Approved at once by the rule', value: number(totals.approves) },
        ]}
      />
      {more ? (
        <p className={classes.quiet}>These are the first {number(totals.all)}; the others are moved with them.</p>
      ) : null}
    </>
  );
}

type StartProps = PreviewProps & { totals: Previewed['totals']; more: boolean };

function Start({ program, version, totals, more, onStarted }: StartProps) {
  const [reason, setReason] = useState('');
  const [leaveAsked, setLeaveAsked] = useState(false);
  const [tried, setTried] = useState(false);
  const start = useOperation((c) => c.programs.moveApplications, {
    touches: ['programs', 'work', 'figures'],
    onDone: ({ id }) => {
      setReason('');
      setTried(false);
      onStarted(id);
    },
  });
  const count = totals.moves + (leaveAsked ? 0 : totals.asks);
  return (
    <form
      noValidate
      className={classes.start}
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (reason.trim() !== '' && !start.isPending) start.mutate({ program, version, reason, leaveAsked });
      }}
    >
      <Textarea
        label="Why they are moved"
        description="For colleagues: it stands in the timeline of each."
        autosize
        minRows={2}
        maxRows={8}
        maxLength={2000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={errorsOf(start.error).reason ?? (tried && reason.trim() === '' ? 'Write why they are moved.' : null)}
      />
      {totals.asks > 0 || more ? (
        <Checkbox
          label="Leave those whose applicants would have to be asked"
          checked={leaveAsked}
          onChange={(event) => setLeaveAsked(event.currentTarget.checked)}
        />
      ) : null}
      {start.error ? <Problem error={start.error} /> : null}
      <div>
        <Button type="submit" loading={start.isPending} disabled={count === 0 && !more}>
          Move {more ? 'running applications' : counted(count, 'application')} to version {version}
        </Button>
      </div>
    </form>
  );
}
