import { NumberInput, Stack, Switch, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useOperation } from '#web/ask.ts';
import { counted } from '#web/kit/plural.ts';
import { RelativeTime } from '#web/kit/RelativeTime.tsx';
import { Section } from '#web/kit/Section.tsx';
import { showDone } from '#web/kit/UndoNotice.tsx';
import type { Application } from '../questions.ts';
import { ActDialog, type DialogProps } from './ActDialog.tsx';
import classes from './ReviewSections.module.css';

const points = (value: number | null) => (value === null ? 'abstains' : value.toLocaleString('en'));
export const scoreWords = (score: number | null) =>
  score === null ? 'none' : score.toLocaleString('en', { maximumFractionDigits: 2 });

/** What reviewers gave by the policy's criteria; hidden from whoever must not see it yet. */
export function ScoreSection({ application }: { application: Application }) {
  const { scoring, mayNot } = application.review;
  if (!scoring) return null;
  const { criteria, sheets, hidden, score, scores, leastReviewers, combine } = scoring;
  return (
    <Section title="Scores">
      <p className={classes.quiet}>
        {hidden
          ? `${counted(scores, 'score')} given. You see ${mayNot.score ? 'none of them' : 'them once you gave yours'}.`
          : `${combine === 'mean' ? 'Mean' : 'Median'} of ${counted(scores, 'score')}: ${scoreWords(score)} of 100.`}
        {scores < leastReviewers ? ` It counts from ${leastReviewers} scores on.` : ''} {mayNot.score ?? ''}
      </p>
      {sheets.length > 0 ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <section className={classes.scrolls} aria-label="Scores by reviewer" tabIndex={0}>
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">Reviewer</th>
                {criteria.map(({ code, label, most }) => (
                  <th key={code} scope="col" className={classes.number}>
                    {label} (of {most})
                  </th>
                ))}
                <th scope="col" className={classes.number}>
                  Total (of 100)
                </th>
              </tr>
            </thead>
            <tbody>
              {sheets.map((sheet) => (
                <tr key={sheet.by + sheet.at}>
                  <th scope="row">
                    {sheet.mine ? 'You' : sheet.by}, <RelativeTime instant={sheet.at} />
                    {sheet.words === '' ? null : <span className={classes.words}>{sheet.words}</span>}
                  </th>
                  {criteria.map(({ code }) => (
                    <td key={code} className={classes.number}>
                      {points(sheet.points[code] ?? null)}
                    </td>
                  ))}
                  <td className={classes.number}>{scoreWords(sheet.total)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ) : null}
    </Section>
  );
}

type Given = Record<string, number | null | undefined>;

/** Scores by every criterion, or abstains from it. */
export function ScoreDialog({ application, opened, onClose }: DialogProps) {
  const { scoring } = application.review;
  const mine = scoring?.sheets.find((sheet) => sheet.mine);
  const [given, setGiven] = useState<Given>(mine?.points ?? {});
  const [words, setWords] = useState(mine?.words ?? '');
  const [tried, setTried] = useState(false);
  const save = useOperation((c) => c.programs.scoreApplication, {
    touches: ['programs'],
    onDone: () => {
      onClose();
      showDone('Scored. You see now what others gave.');
    },
  });
  const criteria = scoring?.criteria ?? [];
  const missing = criteria.filter(({ code }) => given[code] === undefined);
  return (
    <ActDialog
      title={`Score ${application.project}`}
      opened={opened}
      onClose={onClose}
      submit="Save score"
      pending={save.isPending}
      error={save.error}
      onSubmit={() => {
        setTried(true);
        if (missing.length > 0) return;
        const whole = Object.fromEntries(criteria.map(({ code }) => [code, given[code] ?? null]));
        save.mutate({ id: application.id, points: whole, words });
      }}
    >
      {criteria.map(({ code, label, words: about, weight, most }, n) => (
        <Stack key={code} gap={4}>
          <NumberInput
            label={`${label} (0 to ${most})`}
            description={`${about === '' ? '' : `${about} `}Weight ${weight.toLocaleString('en')}.`}
            min={0}
            max={most}
            step={1}
            disabled={given[code] === null}
            value={given[code] ?? ''}
            onChange={(value) => setGiven({ ...given, [code]: value === '' ? undefined : Number(value) })}
            error={tried && given[code] === undefined ? 'Give points, or abstain.' : null}
            data-autofocus={n === 0 || undefined}
          />
          <Switch
            size="xs"
            label={`Abstain from ${label}`}
            checked={given[code] === null}
            onChange={(event) => setGiven({ ...given, [code]: event.currentTarget.checked ? null : undefined })}
          />
        </Stack>
      ))}
      <Textarea
        label="Why"
        description="For colleagues. May stay empty."
        autosize
        minRows={2}
        maxRows={10}
        maxLength={4000}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
    </ActDialog>
  );
}
