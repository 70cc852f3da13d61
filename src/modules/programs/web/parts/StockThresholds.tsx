import { Button, Modal, NumberInput, Stack } from '@mantine/core';
import { useState } from 'react';
import { useOperation } from '#web/ask.ts';
import { DialogActions } from '#web/kit/DialogActions.tsx';
import { Problem } from '#web/kit/Problem.tsx';
import { showDone } from '#web/kit/UndoNotice.tsx';
import type { Program } from '../questions.ts';

/** The button and the dialog in which one says, by SKU, below how many codes people are told. */
export function StockThresholds({ program }: { program: Program }) {
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button variant="default" onClick={() => setOpened(true)}>
        Set when stock is low
      </Button>
      <Modal opened={opened} onClose={() => setOpened(false)} title="When is stock low?">
        <Thresholds program={program} onClose={() => setOpened(false)} />
      </Modal>
    </>
  );
}

function Thresholds({ program, onClose }: { program: Program; onClose: () => void }) {
  const [values, setValues] = useState(() => new Map(program.stock.map(({ sku, fewest }) => [sku, fewest])));
  const set = useOperation((c) => c.programs.setCouponThreshold, { touches: ['programs'] });
  const save = async () => {
    for (const { sku, fewest } of program.stock) {
      const wanted = values.get(sku) ?? fewest;
      if (wanted !== fewest) await set.mutateAsync({ program: program.id, sku, fewest: wanted });
    }
    showDone('People are told when fewer codes are left.');
    onClose();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save().catch(() => undefined);
      }}
    >
      <Stack gap={14}>
        {program.stock.map(({ sku, left }) => (
          <NumberInput
            key={sku}
            label={`Fewest free codes of ${sku}`}
            description={`${left.toLocaleString('en')} left now. 0: only when none is left.`}
            min={0}
            max={1_000_000}
            allowDecimal={false}
            value={values.get(sku) ?? 0}
            onChange={(value) => setValues(new Map(values).set(sku, typeof value === 'number' ? value : 0))}
          />
        ))}
        {set.isError ? <Problem error={set.error} /> : null}
        <DialogActions pending={set.isPending} onClose={onClose}>
          Save numbers
        </DialogActions>
      </Stack>
    </form>
  );
}
