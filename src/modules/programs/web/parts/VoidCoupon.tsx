import { Button, Group, Modal, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useOperation } from '#web/ask.ts';
import { Problem } from '#web/kit/Problem.tsx';
import { showDone } from '#web/kit/UndoNotice.tsx';
import type { CouponRow } from '../questions.ts';

/** Takes a free code from the pool, with the reason. Open while there is a coupon. */
export function VoidCoupon({ coupon, onClose }: { coupon: CouponRow | null; onClose: () => void }) {
  const [words, setWords] = useState('');
  const [tried, setTried] = useState(false);
  const act = useOperation((c) => c.programs.voidCoupon, {
    touches: ['programs'],
    onDone: () => {
      showDone('Taken from the pool. It will not go out.');
      setWords('');
      setTried(false);
      onClose();
    },
  });
  return (
    <Modal opened={coupon !== null} onClose={onClose} title={`Void coupon ${coupon?.ending ?? ''}`}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (coupon && words.trim() !== '' && !act.isPending) act.mutate({ id: coupon.id, words });
        }}
      >
        <Stack gap={14}>
          <Textarea
            label="Why it must not go out"
            description="Kept in the register. This cannot be undone, and the same code cannot be added again."
            autosize
            minRows={3}
            maxLength={500}
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
            error={tried && words.trim() === '' ? 'Write why.' : null}
            data-autofocus
          />
          {act.error ? <Problem error={act.error} /> : null}
          <Group gap={8}>
            <Button type="submit" color="red" loading={act.isPending}>
              Void coupon
            </Button>
            <Button variant="default" onClick={onClose}>
              Keep coupon
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
