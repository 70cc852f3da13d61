import { sql } from 'kysely';
import type { Run } from '#kernel/jobs/job.ts';
import {
  addressOf,
  bypassOf,
  type KeptVerification,
  noteReport,
  verificationsOf,
  verifierByCode,
} from '../kept-verifications.ts';
import { parametersOf } from '../policy/requirements.ts';
import { outcomeOfVerification, reportOf } from '../verification.ts';
import { startAt, statusAt, type VerifierAddress, VerifierFault } from '../verifier-protocol.ts';
import type { Check } from './check.ts';

/** A verifier outside says so, or a person of the team where there is none, or a code of the team stands in for it. */
export const externalVerifierCheck: Check = {
  name: 'external-verifier',
  title: 'Verified by a verifier',
  run: async (application, { run }) => {
    const db = { tx: run.house.database.kysely };
    const verifier = await verifierByCode(db, parametersOf(application.requirements, 'external-verifier').verifier);
    const bypass = await bypassOf(db, application.id);
    if (!bypass && (!verifier || verifier.ended))
      return {
        state: 'unsure',
        words: 'The verifier of this program is not in use; a person has to look.',
        evidence: [],
      };
    const name = verifier?.name ?? '';
    const asked = verifier ? await verificationsOf(db, application.id, verifier.id) : [];
    const [last] = asked;
    const address = verifier && !bypass ? addressOf(run.house, verifier) : null;
    if (address && last) {
      try {
        await ask(run, address, application.id, last);
      } catch (error) {
        if (!(error instanceof VerifierFault)) throw error;
        if (error.passing && !run.lastAttempt) throw error;
        // What it said before counts on; without that, nothing is known.
        if (!reportOf(last.reports)) {
          const words = `${name} did not answer; run the check again later.`;
          const at = run.house.clock.now().toString();
          const evidence = {
            subject: name,
            finding: 'unavailable' as const,
            words: error.message,
            source: name,
            at,
            href: null,
          };
          return { state: 'unavailable', words, evidence: [evidence] };
        }
      }
    }
    const now = verifier ? await verificationsOf(db, application.id, verifier.id) : [];
    return outcomeOfVerification({ name, local: verifier?.url == null }, now, bypass);
  },
};

/** Announces a verification that was not announced yet; asks how one stands that was. */
async function ask(run: Run, verifier: VerifierAddress, application: string, one: KeptVerification): Promise<void> {
  if (one.goesTo === null && one.reports.length === 0) {
    const goesTo = await startAt(run.house, verifier, one.tracking);
    await run.transact('verification', (c) =>
      sql`update programs.verifications set goes_to = ${goesTo} where id = ${one.id} and goes_to is null`.execute(c.tx),
    );
    return;
  }
  const said = await statusAt(run.house, verifier, one.tracking);
  const known = reportOf(one.reports);
  if (said === null || (known?.status === said.status && known.feedback === said.feedback)) return;
  await run.transact('verification', (c) =>
    noteReport(c, { verification: one.id, application, message: null, way: 'asked', ...said, at: c.now, by: null }),
  );
}
