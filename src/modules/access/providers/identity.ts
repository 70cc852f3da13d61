/** What an OpenID provider said: in the ID token, and as user info for the same subject. */
export type Claims = { token: Record<string, unknown>; info: Record<string, unknown> };

/** Somebody as a provider knows them. */
export type Identity = {
  /** Never given to anybody else by this provider. */
  subject: string;
  name: string | null;
  /** Addresses that the provider says it verified, the first one first. */
  mails: string[];
  groups: string[];
};

const MOST_GROUPS = 2000;

/** Reads the claims of an OpenID provider. Only an address that it calls verified counts. Null without a subject. */
export function identityOf({ token, info }: Claims, groupsClaim: string): Identity | null {
  const subject = text(token.sub);
  if (subject === null || subject.length > 255) return null;
  // Address and its mark must come from one place: those of two need not be about the same address.
  const said = info.email === undefined ? token : info;
  const mail = text(said.email);
  return {
    subject,
    name: text(info.name) ?? text(token.name) ?? text(info.preferred_username) ?? text(token.preferred_username),
    mails: mail !== null && said.email_verified === true ? [mail] : [],
    groups: [...new Set([...groupsIn(info, groupsClaim), ...groupsIn(token, groupsClaim)])].slice(0, MOST_GROUPS),
  };
}

/** The groups in a claim: a list, or one name. `realm_access.roles` also finds a list inside an object. */
function groupsIn(claims: Record<string, unknown>, claim: string): string[] {
  if (claim === '') return [];
  const inside = claim
    .split('.')
    .reduce<unknown>((at, part) => (isObject(at) && Object.hasOwn(at, part) ? at[part] : undefined), claims);
  const value = Object.hasOwn(claims, claim) ? claims[claim] : inside;
  const listed = Array.isArray(value) ? value : [value];
  return listed.filter((one): one is string => typeof one === 'string' && one !== '' && one.length <= 300);
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const text = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
