import { type Fetched, type FetchOptions, guardedFetch } from '#kernel/outgoing/fetch.ts';
import { type Gate, type GateOptions, openGate } from '#kernel/outgoing/gate.ts';
import { openRemoteGit } from '#kernel/outgoing/git.ts';
import type { GitLimits, GitRepository } from '#kernel/outgoing/git-repository.ts';
import type { AddressRules } from './forges.ts';

/** Everything that readers may use of the world outside; handed in, so that tests hand in their own. */
export type Net = Required<AddressRules> & {
  fetch(url: string, options?: FetchOptions): Promise<Fetched>;
  git(url: string, limits?: Partial<GitLimits>): Promise<GitRepository>;
  /** The access token for a forge's interface, if one is set. Secret: never log it. */
  token(host: string): string | undefined;
  now(): Temporal.Instant;
  close(): Promise<void>;
};

export type NetSettings = {
  /** GUILDHALL_ALLOW_PRIVATE_HOSTS */
  allowPrivateHosts?: readonly string[];
  gitlabHosts?: readonly string[];
  githubHosts?: readonly string[];
  /** By host, e.g. `{ 'github.com': '...' }`; with no rights beyond reading what is public. */
  tokens?: Readonly<Record<string, string>>;
  gitLimits?: Partial<GitLimits>;
  now?: () => Temporal.Instant;
  /** A way out that is open already and closed by its owner; without it one is opened. */
  gate?: Gate;
  /** For tests: answers instead of the system's name service. */
  resolve?: NonNullable<GateOptions['resolve']>;
};

/** Opens the way to the forges. One per process is enough; close it at the end. */
export function netFrom(settings: NetSettings = {}): Net {
  const allowHosts = settings.allowPrivateHosts ?? settings.gate?.allowHosts ?? [];
  const gate = settings.gate ?? openGate({ allowHosts, ...(settings.resolve && { resolve: settings.resolve }) });
  const tokens = new Map(Object.entries(settings.tokens ?? {}));
  return {
    allowHosts,
    gitlabHosts: settings.gitlabHosts ?? [],
    githubHosts: settings.githubHosts ?? [],
    fetch: (url, options) => guardedFetch(url, { ...options, gate }),
    git: (url, limits) => openRemoteGit(gate, url, { ...settings.gitLimits, ...limits }),
    token: (host) => tokens.get(host),
    now: settings.now ?? (() => Temporal.Now.instant()),
    close: async () => {
      if (!settings.gate) await gate.close();
    },
  };
}
