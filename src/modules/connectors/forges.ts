/** `other`: a host that we read through git alone. */
export type Forge = 'github' | 'gitlab' | 'other';

/** What an installation knows about hosts; nothing of it is needed for the public ones. */
export type AddressRules = {
  /** `host` or `host:port` that may be private or speak plain http. */
  allowHosts?: readonly string[];
  /** GitLab installations besides gitlab.com. */
  gitlabHosts?: readonly string[];
  /** GitHub Enterprise installations besides github.com. */
  githubHosts?: readonly string[];
};

const publicForges: Record<string, Forge> = { 'github.com': 'github', 'gitlab.com': 'gitlab' };

/** The host under its one name: `www.github.com` is `github.com`. */
export function hostOf(host: string): string {
  const plain = host.replace(/^www\./, '');
  return Object.hasOwn(publicForges, plain) ? plain : host;
}

/** Which interface a host speaks. */
export function forgeOf(host: string, rules: AddressRules): Forge {
  if (Object.hasOwn(publicForges, host)) return publicForges[host] ?? 'other';
  if (rules.gitlabHosts?.includes(host)) return 'gitlab';
  if (rules.githubHosts?.includes(host)) return 'github';
  return 'other';
}

/** Where the REST interface of a forge lies, without a slash at the end; null where there is none. `origin` is scheme and host. */
export function apiOf(forge: Forge, origin: string): string | null {
  if (forge === 'gitlab') return `${origin}/api/v4`;
  if (forge === 'github') return origin === 'https://github.com' ? 'https://api.github.com' : `${origin}/api/v3`;
  return null;
}
