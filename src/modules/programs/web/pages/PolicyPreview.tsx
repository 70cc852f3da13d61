import { Button, NativeSelect } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask, useAsk, useOperation } from '#web/ask.ts';
import { client } from '#web/client.ts';
import { EmptyState } from '#web/kit/EmptyState.tsx';
import { ExportButton } from '#web/kit/ExportButton.tsx';
import { FactList } from '#web/kit/FactList.tsx';
import { Link } from '#web/kit/Link.tsx';
import { Page } from '#web/kit/Page.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { Progress } from '#web/kit/Progress.tsx';
import { counted } from '#web/kit/plural.ts';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { Section } from '#web/kit/Section.tsx';
import { PageTurns } from '../parts/PageTurns.tsx';
import { useProgram } from '../parts/useProgram.ts';
import { policyPreviews } from '../questions.ts';
import classes from './PolicyPreview.module.css';

type Preview = Awaited<ReturnType<typeof client.programs.policyPreview>>;
type Row = Awaited<ReturnType<typeof client.programs.listPolicyPreviewRows>>['rows'][number];
type Change = NonNullable<Parameters<typeof client.programs.listPolicyPreviewRows>[0]['change']>;

const WAY: Record<Row['before'], string> = {
  approves: 'approved by the rule',
  person: 'left to a person',
  fails: 'a requirement fails',
};
const MADE: Record<Row['made'], string> = {
  'rule-approved': 'Approved by the rule',
  approved: 'Approved',
  refused: 'Refused',
};
const CHANGES: { value: Change | ''; label: string }[] = [
  { value: '', label: 'Whatever differs' },
  { value: 'against', label: 'The opposite of what was decided' },
  { value: 'fails', label: 'A requirement would fail' },
  { value: 'approves', label: 'The rule would approve' },
  { value: 'person', label: 'A person would have to look' },
  { value: 'tier', label: 'Another tier' },
  { value: 'promise', label: 'Promise kept or broken' },
];

/** The draft of the policy held against past applications: which decisions would differ, who, and why. */
export default function PolicyPreview() {
  const program = useProgram();
  const { previews } = useAsk(policyPreviews(program.id));
  const [chosen, setChosen] = useState<string | null>(null);
  const begin = useOperation((c) => c.programs.previewPolicy, { onDone: ({ id }) => setChosen(id) });
  const id = chosen ?? previews[0]?.id ?? null;
  const home = `/programs/${program.slug}/policy`;
  return (
    <Page
      title="Against past applications"
      above={<Link href={`${home}/edit`}>Change the policy of the {program.name}</Link>}
      lead="What was recorded of every decided application is judged again under the draft. Nothing outside is looked at, and nothing is changed."
      actions={
        <Button loading={begin.isPending} onClick={() => begin.mutate({ program: program.id })}>
          Hold the draft against them
        </Button>
      }
    >
      {begin.error ? <Problem error={begin.error} /> : null}
      {id === null ? (
        <EmptyState title="Nothing was compared yet">
          Change something in the policy, then see here which decisions would differ. A result is kept for 14 days.
        </EmptyState>
      ) : (
        <Result key={id} id={id} />
      )}
    </Page>
  );
}

function Result({ id }: { id: string }) {
  const found = useQuery({
    ...ask((c) => c.programs.policyPreview, { id }),
    refetchInterval: ({ state }) => (state.data?.finishedAt ? false : 1000),
  });
  if (found.error) return <Problem error={found.error} />;
  const preview = found.data;
  if (!preview) return null;
  if (!preview.finishedAt)
    return (
      <Progress
        title="Past applications"
        done={preview.looked}
        of={preview.of === 0 ? null : preview.of}
        words="You can leave this page; the work goes on."
      />
    );
  return (
    <>
      <Totals preview={preview} />
      <Rows id={id} />
    </>
  );
}

function Totals({ preview }: { preview: Preview }) {
  const { totals } = preview;
  const pair = (before: number, after: number) => `${before.toLocaleString('en')}, then ${after.toLocaleString('en')}`;
  return (
    <Section title={`${counted(totals.differ, 'application')} would come out differently`}>
      <p className={classes.quiet}>
        {preview.version === null ? 'The draft' : `Version ${preview.version}`} against{' '}
        {counted(preview.looked, 'decision')} made until <RelativeTime instant={preview.asOf} />.
      </p>
      <FactList
        facts={[
          { name: 'The opposite of what was decided', value: totals.against.toLocaleString('en') },
          { name: 'Approved by the rule', value: pair(totals.approvesBefore, totals.approvesAfter) },
          { name: 'Left to a person', value: pair(totals.personBefore, totals.personAfter) },
          { name: 'A requirement fails', value: pair(totals.failsBefore, totals.failsAfter) },
          { name: 'Promise kept', value: pair(totals.keptBefore, totals.keptAfter) },
          { name: 'Another tier', value: totals.tiers.toLocaleString('en') },
        ]}
      />
    </Section>
  );
}

function Rows({ id }: { id: string }) {
  const [change, setChange] = useState<Change | ''>('');
  const [after, setAfter] = useState<string[]>([]);
  const filters = { id, ...(change === '' ? {} : { change }) };
  const marker = after.at(-1);
  const found = useQuery({
    ...ask((c) => c.programs.listPolicyPreviewRows, { ...filters, limit: 50, ...(marker ? { after: marker } : {}) }),
    placeholderData: keepPreviousData,
  });
  const rows = found.data?.rows ?? [];
  const next = found.data?.next ?? null;
  return (
    <Section
      title="Who, and why"
      actions={
        <ExportButton
          name="policy-preview"
          part={(from) =>
            client.programs.exportPolicyPreview({ ...filters, ...(from === null ? {} : { after: from }) })
          }
        />
      }
    >
      <NativeSelect
        className={classes.filter}
        label="Show"
        value={change}
        data={CHANGES}
        onChange={({ currentTarget }) => {
          setAfter([]);
          setChange(currentTarget.value as Change | '');
        }}
      />
      {found.error ? <Problem error={found.error} /> : null}
      {found.data && rows.length === 0 ? <p className={classes.quiet}>None.</p> : null}
      <ol className={classes.list}>
        {rows.map((row) => (
          <li key={row.application} className={classes.item}>
            <p className={classes.name}>
              <Link href={`/programs/applications/${row.application}`}>
                {row.number} {row.project}
              </Link>{' '}
              <span className={classes.quiet}>
                {MADE[row.made]} <RelativeTime instant={row.decidedAt} />
              </span>
            </p>
            <p className={classes.way}>
              {row.before === row.after ? null : (
                <>
                  <del>{WAY[row.before]}</del> <ins>{WAY[row.after]}</ins>{' '}
                </>
              )}
              {row.tierBefore === row.tierAfter
                ? null
                : `Tier ${row.tierBefore ?? 'none'}, then ${row.tierAfter ?? 'none'}. `}
              {row.keptBefore === row.keptAfter
                ? null
                : row.keptAfter
                  ? 'The promise would be kept.'
                  : 'The promise would be broken.'}
            </p>
            <ul className={classes.because}>
              {row.because.map((words) => (
                <li key={words}>{words}</li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
      <PageTurns after={after} next={next} onTurn={setAfter} />
    </Section>
  );
}
