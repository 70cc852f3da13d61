import {
  isNamespace,
  openRepository,
  parseRepositoryAddress,
  ReadingFault,
  type Repository,
} from '#modules/connectors';
import { LicencesNotRead, verdictApart } from '../licences/verdict-apart.ts';
import { type Check, type Checked, type Evidence, outcomeOf, type Tools } from './check.ts';
import { faultEvidence } from './repository-list.ts';

/** Every repository can be read by a stranger. */
export const repositoriesPublicCheck: Check = {
  name: 'repositories-public',
  title: 'Every repository is public',
  run: async (application, tools) => {
    const evidence = await eachRepository(application, tools, async (repository) => ({
      finding: 'good',
      words: `Readable by everybody at commit ${repository.commit.slice(0, 12)}${repository.archived ? '; archived' : ''}${repository.fork ? '; a fork' : ''}.`,
      source: repository.through,
    }));
    return outcomeOf(evidence, {
      passed: 'Every repository can be read by everybody.',
      failed: 'Not every repository can be read by everybody.',
      unsure: 'Not every repository could be looked at for certain.',
      unavailable: 'A host did not answer; run the check again later.',
    });
  },
};

const FINDING = { approved: 'good', 'not-approved': 'bad', unsure: 'unclear' } as const;

/** Every repository is under OSI-approved licences, by its real licence files. */
export const osiLicencesCheck: Check = {
  name: 'osi-licences',
  title: 'Every repository has an OSI-approved licence',
  run: async (application, tools) => {
    const evidence = await eachRepository(application, tools, async (repository) => {
      const verdict = await verdictApart(repository);
      const licences = verdict.licences.length > 0 ? [`Licences found: ${verdict.licences.join(', ')}.`] : [];
      const reasons = verdict.reasons
        .slice(0, 5)
        .map(({ words, path }) => (path && !words.includes(path) ? `${words} (${path})` : words));
      return {
        finding: FINDING[verdict.verdict],
        words: [...licences, ...reasons].join(' '),
        source: `${repository.through}, commit ${repository.commit.slice(0, 12)}, SPDX texts`,
      };
    });
    return outcomeOf(evidence, {
      passed: 'Every repository is under a licence approved by the Open Source Initiative.',
      failed: 'Not every repository is under a licence approved by the Open Source Initiative.',
      unsure: 'The licences could not be told for certain; a person has to look.',
      unavailable: 'A host did not answer; run the check again later.',
    });
  },
};

type Look = (repository: Repository) => Promise<Pick<Evidence, 'finding' | 'words' | 'source'>>;

/** Opens one repository after the other and looks at it; what cannot be opened is a finding too. */
async function eachRepository(application: Checked, tools: Tools, look: Look): Promise<Evidence[]> {
  const { run, net } = tools;
  const list = await tools.listing();
  const evidence: Evidence[] = [...list.evidence];
  const about = { kind: 'application', id: application.id };
  for (const [index, { url }] of list.repositories.entries()) {
    run.signal.throwIfAborted();
    await run.progress.report(about, index, list.repositories.length, `Reading ${url}`);
    evidence.push(await lookAt(url, tools, look, net));
  }
  await run.progress.finish(about, 'Every repository was read.');
  return evidence;
}

async function lookAt(url: string, { run }: Tools, look: Look, net: Tools['net']): Promise<Evidence> {
  let repository: Repository | null = null;
  try {
    const address = parseRepositoryAddress(url, net);
    if (isNamespace(address)) throw new ReadingFault('is-namespace', url);
    repository = await openRepository(net, address);
    return { subject: url, ...(await look(repository)), at: repository.at.toString(), href: url };
  } catch (error) {
    if (error instanceof LicencesNotRead && run.lastAttempt) return notReadEvidence(url, error, net);
    if (!(error instanceof ReadingFault)) throw error;
    if (error.kind === 'limited' && !run.lastAttempt) throw error;
    return faultEvidence(url, error, net);
  } finally {
    await repository?.close();
  }
}

/** The last attempt came to no verdict on this repository; the others keep theirs. */
function notReadEvidence(url: string, fault: LicencesNotRead, net: Tools['net']): Evidence {
  return {
    subject: url,
    finding: 'unavailable',
    words: `Its licences could not be read. ${fault.message}`,
    source: new URL(url).host,
    at: net.now().toString(),
    href: url,
  };
}
