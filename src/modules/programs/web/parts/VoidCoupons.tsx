import { Button, Group, Modal, Stack, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '#web/client.ts';
import { Problem } from '#web/kit/Problem.tsx';
import { counted } from '#web/kit/plural.ts';
import { showDone } from '#web/kit/UndoNotice.tsx';
import type { CouponRow } from '../questions.ts';

/** Takes free codes from the pool, with one reason. Open while there are coupons. */
export function VoidCoupons({ coupons, onClose }: { coupons: readonly CouponRow[]; onClose: () => void }) {
  const queries = useQueryClient();
  const [words, setWords] = useState('');
  const [tried, setTried] = useState(false);
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const what = coupons.length === 1 ? `coupon ${coupons[0]?.ending}` : counted(coupons.length, 'coupon');
  const close = () => {
    setProblem(null);
    onClose();
  };
  const act = async () => {
    setTried(true);
    if (words.trim() === '' || pending) return;
    setPending(true);
    const results = await Promise.allSettled(coupons.map(({ id }) => client.programs.voidCoupon({ id, words })));
    await queries.invalidateQueries({ queryKey: ['programs'] });
    setPending(false);
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) return setProblem(failed.reason);
    showDone(coupons.length === 1 ? 'Taken from the pool. It will not go out.' : 'Taken from the pool.');
    setWords('');
    setTried(false);
    close();
  };
  return (
    <Modal opened={coupons.length > 0} onClose={close} title={`Void ${what}`}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void act();
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
          {problem ? <Problem error={problem} /> : null}
          <Group gap={8}>
            <Button type="submit" color="red" loading={pending}>
              {coupons.length > 1 ? 'Void coupons' : 'Void coupon'}
            </Button>
            <Button variant="default" onClick={close}>
              {coupons.length > 1 ? 'Keep coupons' : 'Keep coupon'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
