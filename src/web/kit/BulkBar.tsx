import { ActionIcon, Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import classes from './BulkBar.module.css';
import { counted } from './plural.ts';
import type { RowAction } from './workListTypes.ts';

/** Appears at the foot of the screen when rows are selected: how many, what can be done with all of them. */
export function BulkBar<Row>({ rows, actions, noun, total, everything, onEverything, onLetGo }: BulkBarProps<Row>) {
  if (rows.length === 0) return null;
  const all = everything && total !== null;
  const count = all ? total : rows.length;
  return (
    <section className={classes.bar} aria-label="Selected rows">
      <span className={classes.count} aria-live="polite">
        {all ? 'All ' : ''}
        {counted(count, ...noun)} selected
      </span>
      {total !== null && !everything && actions.some(({ runAll }) => runAll) ? (
        <Button size="compact-sm" variant="subtle" onClick={onEverything}>
          Select all {total.toLocaleString('en')} that fit the filters
        </Button>
      ) : null}
      {actions.map((action) => {
        const allowed = (!all || action.runAll !== undefined) && isOffered(action, rows);
        const Icon = action.icon;
        return (
          <Button
            key={action.id}
            size="sm"
            variant="default"
            disabled={!allowed}
            leftSection={Icon ? <Icon size={15} aria-hidden /> : undefined}
            rightSection={action.key ? <kbd className={classes.kbd}>{action.key}</kbd> : undefined}
            onClick={() => (all ? action.runAll?.() : action.run(rows))}
          >
            {action.label}
          </Button>
        );
      })}
      <ActionIcon size={30} aria-label="Let go of the selection" onClick={onLetGo}>
        <IconX size={16} aria-hidden />
      </ActionIcon>
    </section>
  );
}

/** Whether an action can be done with these rows. */
export function isOffered<Row>({ may, previews }: RowAction<Row>, rows: readonly Row[]): boolean {
  const allowed = (row: Row) => may?.(row) ?? true;
  return previews ? rows.some(allowed) : rows.every(allowed);
}

type BulkBarProps<Row> = {
  rows: Row[];
  actions: RowAction<Row>[];
  noun: readonly [string, string];
  /** How many fit the filters, where all of this page are selected and there are more; else null. */
  total: number | null;
  /** All that fit the filters are meant, not only those of this page. */
  everything: boolean;
  onEverything: () => void;
  onLetGo: () => void;
};
