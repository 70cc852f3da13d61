/** What an organisation chooses from when it adds a sign-in provider. */
export type Preset = 'gitlab' | 'github' | 'google' | 'openid';

export type PresetWords = {
  preset: Preset;
  label: string;
  /** The issuer, or for GitHub the address of the installation. */
  issuer: string;
  scopes: string;
  /** The claim that names groups; empty: none. */
  groupsClaim: string;
  /** What one value of it looks like. */
  groupExample: string;
};

/** What is known of each kind of provider beforehand. Sources: the providers' documentation of OpenID Connect and OAuth. */
export const PRESETS: readonly PresetWords[] = [
  {
    preset: 'gitlab',
    label: 'GitLab',
    issuer: 'https://gitlab.com',
    scopes: 'openid profile email',
    groupsClaim: 'groups',
    groupExample: 'company/team',
  },
  {
    preset: 'github',
    label: 'GitHub',
    issuer: 'https://github.com',
    scopes: 'read:user user:email read:org',
    groupsClaim: 'teams',
    groupExample: 'organisation or organisation/team',
  },
  {
    preset: 'google',
    label: 'Google',
    issuer: 'https://accounts.google.com',
    scopes: 'openid profile email',
    groupsClaim: 'hd',
    groupExample: 'example.org, the domain of the Workspace',
  },
  {
    preset: 'openid',
    label: 'Another OpenID provider',
    issuer: '',
    scopes: 'openid profile email',
    groupsClaim: 'groups',
    groupExample: 'team-partners',
  },
];

export const PRESET_NAMES = PRESETS.map((one) => one.preset) as [Preset, ...Preset[]];

/** Where the REST interface of a GitHub installation lies, without a slash at the end. */
export const githubApi = (issuer: string): string => {
  const { origin } = new URL(issuer);
  return origin === 'https://github.com' ? 'https://api.github.com' : `${origin}/api/v3`;
};
