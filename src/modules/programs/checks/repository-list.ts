import {
  isNamespace,
  listNamespace,
  type Net,
  parseRepositoryAddress,
  ReadingFault,
  repositoryKey,
} from '#modules/connectors';
import type { Checked, Evidence, RepositoryList } from './check.ts';

/**
 * Every repository that the application stands for: those it names, and, where it names a namespace, every public one of
 * it. What could not be listed is evidence against certainty. Faults that may pass (a host that asks us to wait) are thrown,
 * so that the job tries again.
 */
export async function listRepositories(net: Net, application: Checked, lastAttempt: boolean): Promise<RepositoryList> {
  const found = new Map<string, { key: string; url: string }>();
  const evidence: Evidence[] = [];
  let complete = true;
  for (const named of application.repositories) {
    const address = parseRepositoryAddress(named.url, net);
    if (!isNamespace(address)) {
      found.set(named.key, named);
      continue;
    }
    try {
      const listing = await listNamespace(net, address);
      for (const project of listing.projects) {
        const key = repositoryKey(project.address);
        found.set(key, { key, url: project.address.webUrl });
      }
      complete &&= listing.complete;
      evidence.push({
        subject: named.url,
        finding: listing.complete && listing.projects.length > 0 ? 'good' : 'unclear',
        words: listing.complete
          ? listing.projects.length === 1
            ? 'The namespace has one public repository.'
            : `The namespace has ${listing.projects.length} public repositories.`
          : `The namespace has more repositories than we list; only ${listing.projects.length} were looked at.`,
        source: listing.through,
        at: listing.at.toString(),
        href: named.url,
      });
    } catch (error) {
      if (!(error instanceof ReadingFault)) throw error;
      if (error.kind === 'limited' && !lastAttempt) throw error;
      complete = false;
      evidence.push(faultEvidence(named.url, error, net));
    }
  }
  return { repositories: [...found.values()], evidence, complete };
}

/** A reading that failed, as evidence: certain faults are bad, others leave it open. */
export function faultEvidence(url: string, fault: ReadingFault, net: Net): Evidence {
  const finding =
    fault.kind === 'limited' || fault.kind === 'unreachable' ? 'unavailable' : fault.isCertain ? 'bad' : 'unclear';
  return { subject: url, finding, words: fault.words, source: new URL(url).host, at: net.now().toString(), href: url };
}
