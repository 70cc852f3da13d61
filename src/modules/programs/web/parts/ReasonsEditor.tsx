import { ActionIcon, Button, Textarea, TextInput } from '@mantine/core';
import { IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { Policy } from '../../policy.ts';
import { reasonCode } from '../policyWords.ts';
import classes from './ReasonsEditor.module.css';

type Reason = Policy['reasons'][number];

/** The list of reasons: words of each, order, new ones. A reason keeps its code, so that figures go on counting it. */
export function ReasonsEditor({ reasons, onChange }: { reasons: Reason[]; onChange: (reasons: Reason[]) => void }) {
  // A new reason gets its code from its label only when that has been written; until then it is known by its place.
  const [fresh, setFresh] = useState<readonly string[]>([]);
  const set = (code: string, change: Partial<Reason>) =>
    onChange(reasons.map((reason) => (reason.code === code ? { ...reason, ...change } : reason)));
  const nameNew = (reason: Reason) => {
    if (!fresh.includes(reason.code) || reason.label.trim() === '') return;
    const others = reasons.filter(({ code }) => code !== reason.code).map(({ code }) => code);
    setFresh(fresh.filter((code) => code !== reason.code));
    set(reason.code, { code: reasonCode(reason.label, others) });
  };
  const raise = (place: number) => {
    const moved = reasons[place];
    if (moved) onChange(reasons.toSpliced(place, 1).toSpliced(place - 1, 0, moved));
  };
  const add = () => {
    const code = reasonCode(
      'new reason',
      reasons.map((reason) => reason.code),
    );
    setFresh([...fresh, code]);
    onChange([...reasons, { code, label: '', advice: '' }]);
  };
  return (
    <>
      <ol className={classes.list}>
        {reasons.map((reason, place) => {
          const name = reason.label || 'the new reason';
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a new reason's code changes while it is written; its place does not
            <li key={place} className={classes.item}>
              <div className={classes.words}>
                <TextInput
                  label="Reason"
                  value={reason.label}
                  onChange={(event) => set(reason.code, { label: event.currentTarget.value })}
                  onBlur={() => nameNew(reason)}
                />
                <Textarea
                  label="Advice to the applicant"
                  autosize
                  minRows={2}
                  value={reason.advice}
                  onChange={(event) => set(reason.code, { advice: event.currentTarget.value })}
                />
              </div>
              <div className={classes.acts}>
                <ActionIcon
                  size={30}
                  aria-label={`Move up: ${name}`}
                  disabled={place === 0}
                  onClick={() => raise(place)}
                >
                  <IconArrowUp size={16} aria-hidden />
                </ActionIcon>
                <ActionIcon
                  size={30}
                  aria-label={`Take out: ${name}`}
                  disabled={reasons.length === 1}
                  onClick={() => onChange(reasons.toSpliced(place, 1))}
                >
                  <IconTrash size={16} aria-hidden />
                </ActionIcon>
              </div>
            </li>
          );
        })}
      </ol>
      <div>
        <Button variant="default" size="compact-sm" leftSection={<IconPlus size={14} aria-hidden />} onClick={add}>
          Add reason
        </Button>
      </div>
    </>
  );
}
