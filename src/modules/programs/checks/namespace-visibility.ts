import {
  isNamespace,
  listNamespace,
  type Net,
  parseRepositoryAddress,
  ReadingFault,
  type RepositoryAddress,
  repositoryKey,
} from '#modules/connectors';
import { parametersOf } from '../policy/requirements.ts';
import { type Check, type Checked, type Evidence, outcomeOf } from './check.ts';
import { faultEvidence } from './repository-list.ts';

/**
 * The namespace shows what it has: so many public repositories at least, so many hidden ones at most. What strangers cannot see is
 * counted only where its forge told it, to a maintainer who signed in; without that it is not certain, and a person looks.
 */
export const namespaceVisibilityCheck: Check = {
  name: 'namespace-visibility',
  title: 'Namespace is public',
  run: async (application, { net, run }) => {
    const rules = parametersOf(application.requirements, 'namespace-visibility');
    const namespace = namespaceOf(application, net);
    const evidence = namespace
      ? [
          await publicOf(namespace, rules.leastPublic, net, run.lastAttempt),
          hiddenOf(application, namespace, rules.mostPrivate, net),
        ]
      : [];
    return outcomeOf(evidence, {
      passed: 'The namespace is as public as the program asks.',
      failed: 'The namespace is not as public as the program asks.',
      unsure: 'It is not certain how public the namespace is; a person has to look.',
      unavailable: 'A host did not answer; run the check again later.',
    });
  },
};

/** The namespace itself, also where a repository of it was given. null: none was asked for, or its host has none. */
function namespaceOf({ namespaceUrl }: Checked, net: Net): RepositoryAddress | null {
  if (namespaceUrl === null || namespaceUrl === '') return null;
  const address = parseRepositoryAddress(namespaceUrl, net);
  if (isNamespace(address)) return address;
  const whole = parseRepositoryAddress(`${new URL(address.webUrl).origin}/${address.namespace}`, net);
  return isNamespace(whole) ? whole : null;
}

async function publicOf(
  namespace: RepositoryAddress,
  least: number,
  net: Net,
  lastAttempt: boolean,
): Promise<Evidence> {
  try {
    const { projects, complete, through, at } = await listNamespace(net, namespace);
    const enough = projects.length >= least;
    return {
      subject: namespace.webUrl,
      finding: enough ? 'good' : complete ? 'bad' : 'unclear',
      words: `Public repositories: ${projects.length}, at least ${least} asked for.`,
      source: through,
      at: at.toString(),
      href: namespace.webUrl,
    };
  } catch (error) {
    if (!(error instanceof ReadingFault)) throw error;
    if (error.kind === 'limited' && !lastAttempt) throw error;
    return faultEvidence(namespace.webUrl, error, net);
  }
}

function hiddenOf({ forgeProofs }: Checked, namespace: RepositoryAddress, most: number, net: Net): Evidence {
  const subject = namespace.webUrl;
  const said = forgeProofs.find(({ place, hidden }) => place === repositoryKey(namespace) && hidden !== null);
  if (said)
    return {
      subject,
      finding: (said.hidden ?? 0) <= most ? 'good' : 'bad',
      words: `Repositories that strangers cannot see: ${said.hidden}, at most ${most} allowed.`,
      source: said.source,
      at: said.at.toString(),
      href: subject,
    };
  return {
    subject,
    finding: 'unclear',
    words: 'Strangers are not told how many repositories are hidden; a maintainer who signs in at GitLab can show it.',
    source: new URL(subject).host,
    at: net.now().toString(),
    href: subject,
  };
}
