const PLATFORMS: Record<string, string> = { email: 'Mail', 'gitlab.com': 'GitLab', 'github.com': 'GitHub' };

/** How a platform is called; hosts that we do not know are called by their name. */
export const platformName = (platform: string): string => PLATFORMS[platform] ?? platform;
