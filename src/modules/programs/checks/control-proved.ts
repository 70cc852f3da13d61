import {
  isNamespace,
  namespaceKey,
  type ProofReading,
  parseRepositoryAddress,
  type RepositoryAddress,
  readProof,
  repositoryKey,
} from '#modules/connectors';
import type { Check, Checked, Evidence } from './check.ts';

/**
 * The applicant placed the token where only those who control the project can, or signed in at the forge, which says so. The
 * namespace's own place covers all of its repositories; a repository of another namespace needs the token itself, so nobody
 * applies with a stranger's project.
 */
export const controlProvedCheck: Check = {
  name: 'control-proved',
  title: 'Control of the project proved',
  run: async (application, { net, run }) => {
    const urls = [...new Set([application.namespaceUrl, ...application.repositories.map((r) => r.url)])].filter(
      (url) => url !== null,
    );
    const namespaces = new Map<string, ProofReading>();
    const evidence: Evidence[] = [];
    let passing = false;
    for (const url of urls) {
      const address = parseRepositoryAddress(url, net);
      const said = application.forgeProofs.filter(({ place }) => place === repositoryKey(address));
      const proof = said.find(({ proves }) => proves);
      if (proof) {
        evidence.push(saidOf(url, 'good', proof));
        continue;
      }
      const own = isNamespace(address) ? null : await readProof(net, address, application.proofToken);
      const reading = own?.found ? own : await ofNamespace(address);
      passing ||= Boolean(!reading.found && (reading.passing ?? own?.passing));
      evidence.push({
        subject: url,
        finding: reading.found ? 'good' : (own?.passing ?? reading.passing) ? 'unavailable' : 'unclear',
        words: reading.found
          ? `The token is in place: ${reading.where}.`
          : [...(own?.looked ?? []), ...reading.looked].map((l) => `${l.place}: ${l.outcome}`).join('; '),
        source: reading.source ?? new URL(url).host,
        at: reading.at.toString(),
        href: url,
      });
      const [last] = said;
      if (last && !reading.found) evidence.push(saidOf(url, 'unclear', last));
    }
    async function ofNamespace(address: RepositoryAddress): Promise<ProofReading> {
      const key = namespaceKey(address);
      const known = namespaces.get(key);
      if (known) return known;
      const whole = isNamespace(address)
        ? address
        : parseRepositoryAddress(`${new URL(address.webUrl).origin}/${address.namespace}`, net);
      const reading = isNamespace(whole) ? await readProof(net, whole, application.proofToken) : nothing(net.now());
      namespaces.set(key, reading);
      return reading;
    }
    const missing = [...new Set(evidence.flatMap((e) => (e.finding === 'good' ? [] : [e.subject])))];
    if (missing.length === 0) {
      const signedIn = application.forgeProofs.some(({ proves }) => proves);
      return { state: 'passed', words: signedIn ? 'Control is proved.' : 'The token is in place.', evidence };
    }
    if (passing && !run.lastAttempt) throw new Error('a host did not answer while looking for the token; trying again');
    const where = missing.slice(0, 3).join(', ');
    return {
      state: 'waiting',
      words: `The token was not found yet for ${where}${missing.length > 3 ? ` and ${missing.length - 3} more` : ''}.`,
      evidence,
    };
  },
};

/** What a forge said of somebody's rights, as evidence. */
const saidOf = (url: string, finding: Evidence['finding'], said: Checked['forgeProofs'][number]): Evidence => ({
  ...{ subject: url, finding, words: said.words, source: said.source, at: said.at.toString(), href: url },
});

/** A host known only through git has no namespaces that could be asked. */
const nothing = (at: Temporal.Instant): ProofReading => ({
  found: false,
  where: null,
  commit: null,
  source: null,
  at,
  looked: [],
  passing: null,
});
