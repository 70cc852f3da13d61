import { Fault } from '#kernel/errors.ts';
import type { PublicRoute } from '#kernel/http/public-route.ts';
import { takeReport } from '../commands/verifications.ts';
import { addressOf, verifierByCode } from '../kept-verifications.ts';
import { readWebhook, VerifierFault } from '../verifier-protocol.ts';

const said = (status: number, words: string) => ({ response: Response.json({ message: words }, { status }) });

/** Where verifiers tell us what they found, signed by Standard Webhooks. It opens its own transaction once it knows who speaks. */
export const verifierWebhook: PublicRoute = {
  method: 'POST',
  path: '/verifiers/:code/webhook',
  bytes: true,
  serve: async ({ params, sent }, _perform, c) => {
    const verifier = await verifierByCode(c, params.code ?? '');
    const address = verifier && !verifier.ended ? addressOf(c.house, verifier) : null;
    if (!verifier?.id || !address || !sent) return said(404, 'There is no such verifier.');
    const id = verifier.id;
    try {
      const report = readWebhook(address.secret, sent.headers, sent.bytes, c.house.clock.now());
      if (!report) return said(401, 'The signature is not right, or it is too old.');
      await c.house.database.kysely
        .transaction()
        .execute((tx) =>
          takeReport(
            { ...c, tx, now: c.house.clock.now(), actor: { kind: 'system', name: `verifier:${verifier.code}` } },
            id,
            report,
          ),
        );
      return said(200, 'Taken.');
    } catch (error) {
      if (error instanceof VerifierFault) return said(400, error.message);
      if (error instanceof Fault && error.code === 'not-found') return said(404, error.message);
      throw error;
    }
  },
};
