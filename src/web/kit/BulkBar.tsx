import { ActionIcon, Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import classes from './BulkBar.module.css';
import type { RowAction } from './workListTypes.ts';

/** Appears at the foot of the screen when rows are selected: how many, what can be done with all of them. */
export function BulkBar<Row>({ rows, actions, noun, onLetGo }: BulkBarProps<Row>) {
  if (rows.length === 0) return null;
  return (
    <section className={classes.bar} aria-label="Selected rows">
      <span className={classes.count} aria-live="polite">
        {rows.length} {noun[rows.length === 1 ? 0 : 1]} selected
      </span>
      {actions.map((action) => {
        const allowed = rows.every((row) => action.may?.(row) ?? true);
        const Icon = action.icon;
        return (
          <Button
            key={action.id}
            size="sm"
            variant="default"
            disabled={!allowed}
            leftSection={Icon ? <Icon size={15} aria-hidden /> : undefined}
            rightSection={action.key ? <kbd className={classes.kbd}>{action.key}</kbd> : undefined}
            onClick={() => action.run(rows)}
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

type BulkBarProps<Row> = {
  rows: Row[];
  actions: RowAction<Row>[];
  noun: readonly [string, string];
  onLetGo: () => void;
};
