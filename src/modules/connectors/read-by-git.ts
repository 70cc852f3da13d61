import type { GitRepository } from '#kernel/outgoing/git-repository.ts';
import type { Net } from './net.ts';
import { asReadingFault, ReadingFault } from './reading-fault.ts';
import type { Repository } from './repository.ts';
import { AddressFault, type ProjectAddress, parseRepositoryAddress, repositoryKey } from './repository-address.ts';

/** Reads a repository through git, as anybody could. Throws `ReadingFault`. */
export async function readByGit(net: Net, address: ProjectAddress): Promise<Repository> {
  const at = net.now();
  const git = await net.git(address.cloneUrl).catch((error: unknown) => {
    throw asReadingFault(error);
  });
  try {
    refuseMoved(net, address, git);
  } catch (error) {
    await git.close();
    throw error;
  }
  return {
    address,
    commit: git.commit,
    paths: git.paths,
    submodules: git.submodules,
    read: (path) =>
      git.read(path).catch((error: unknown) => {
        throw asReadingFault(error);
      }),
    visibility: 'public',
    defaultBranch: git.defaultBranch,
    archived: null,
    fork: null,
    through: 'git',
    at,
    tried: [],
    close: () => git.close(),
  };
}

/** A repository that was renamed or handed on is another one until the applicant says so: it may have other owners. */
function refuseMoved(net: Net, address: ProjectAddress, git: GitRepository): void {
  let final: ReturnType<typeof parseRepositoryAddress>;
  try {
    final = parseRepositoryAddress(git.url, net);
  } catch (error) {
    if (!(error instanceof AddressFault)) throw error;
    throw new ReadingFault('moved', `to ${git.url}`);
  }
  if (repositoryKey(final) !== repositoryKey(address))
    throw new ReadingFault('moved', `${address.webUrl} to ${final.webUrl}`, { instead: final });
}
