import { clientOf, pause, type Stage } from './people.ts';

const CODES = 5000;

/** Puts one batch of coupon codes after the other into the register, and takes one export after the other out of the applications. */
export async function importer(stage: Stage, token: string, sku: string): Promise<void> {
  const client = clientOf(stage, token);
  const run = Date.now().toString(36).toUpperCase();
  for (let batch = 0; !stage.over.aborted; batch++) {
    const csv = Array.from({ length: CODES }, (_, n) => `LOAD-${run}-${batch}-${n}`).join('\n');
    await stage.tally.count('long', `import of ${CODES} coupons`, async () => {
      const { added } = await client.programs.addCoupons({ program: stage.program, sku, name: `Load ${batch}`, csv });
      if (added !== CODES) throw new Error(`${added} codes were added`);
    });
    if (!(await pause(stage, 4, 6))) return;
    if (batch % 3 !== 0) continue;
    await stage.tally.count('long', 'export of applications, one part', () =>
      client.programs.exportApplications({ program: stage.program, stage: 'active' }),
    );
  }
}
