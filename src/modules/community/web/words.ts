const PLATFORMS: Record<string, string> = { email: 'Mail', 'gitlab.com': 'GitLab', 'github.com': 'GitHub' };

/** How a platform is called; hosts that we do not know are called by their name. */
export const platformName = (platform: string): string => PLATFORMS[platform] ?? platform;

/** "3 people", "1 person". */
export const counted = (n: number, one: string, many: string): string =>
  `${n.toLocaleString('en')} ${n === 1 ? one : many}`;
