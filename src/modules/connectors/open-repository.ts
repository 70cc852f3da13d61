import type { Net } from './net.ts';
import { readByGit } from './read-by-git.ts';
import { githubFacts, readByGithub } from './read-by-github.ts';
import { readByGitlab } from './read-by-gitlab.ts';
import { asReadingFault, ReadingFault } from './reading-fault.ts';
import type { ReadingWay, Repository } from './repository.ts';
import { isNamespace, type ProjectAddress, type RepositoryAddress } from './repository-address.ts';

const readers: Record<ReadingWay, (net: Net, address: ProjectAddress) => Promise<Repository>> = {
  git: readByGit,
  'gitlab-api': readByGitlab,
  'github-api': readByGithub,
};

/** GitHub gives those without a token 60 requests an hour, fewer than one repository has files to read: there, git comes first. */
function waysTo(net: Net, address: ProjectAddress): ReadingWay[] {
  if (address.forge === 'gitlab') return ['gitlab-api', 'git'];
  if (address.forge === 'github')
    return net.token(address.host) === undefined ? ['git', 'github-api'] : ['github-api', 'git'];
  return ['git'];
}

/**
 * Opens a public repository at the newest commit of its default branch, by the best way that works; `through`, `at` and
 * `tried` say how. Close it when done. Throws `ReadingFault`: at once if it is certain, else that of the first way.
 */
export async function openRepository(net: Net, address: RepositoryAddress): Promise<Repository> {
  if (isNamespace(address)) throw new ReadingFault('is-namespace', address.webUrl, { instead: address });
  const tried: Repository['tried'] = [];
  let first: ReadingFault | null = null;
  for (const through of waysTo(net, address)) {
    try {
      const repository = await readers[through](net, address);
      const facts = through === 'git' && address.forge === 'github' ? await moreFacts(net, address) : {};
      return { ...repository, ...facts, tried };
    } catch (error) {
      const fault = asReadingFault(error);
      if (fault.isCertain) throw fault;
      first ??= fault;
      tried.push({ through, words: fault.words });
    }
  }
  throw first ?? new ReadingFault('unreadable', address.webUrl);
}

/** Git does not tell whether a project is archived or a fork; where the interface does not either, they stay unknown. */
async function moreFacts(net: Net, address: ProjectAddress): Promise<Partial<Pick<Repository, 'archived' | 'fork'>>> {
  try {
    const { archived, fork } = await githubFacts(net, address);
    return { archived, fork };
  } catch (error) {
    if (error instanceof ReadingFault) return {};
    throw error;
  }
}
