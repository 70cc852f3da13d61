import { type CheckParameters, parametersOf } from '../policy/requirements.ts';
import { type Check, type Evidence, outcomeOf } from './check.ts';
import { noDomain } from './institution-mail.ts';
import { domainOf, listedAs } from './mail-domain.ts';
import { type Provider, providerData, providerOf } from './mail-providers.ts';

/** Is a domain of the applicant's own, as far as the policy asks? Pure. */
export function judgeOwnDomain(
  domain: string,
  rules: CheckParameters['own-mail-domain'],
  provider: Provider | null,
): Pick<Evidence, 'finding' | 'words'> {
  const allowed = listedAs(domain, rules.alsoAllowed);
  if (allowed) return { finding: 'good', words: `${allowed} is on the program’s own list.` };
  if (provider?.kind === 'throw-away' && rules.refuseDisposable)
    return { finding: 'bad', words: `${provider.domain} hands out throw-away addresses.` };
  if (provider?.kind === 'free' && rules.refuseFree)
    return { finding: 'bad', words: `${provider.domain} is a provider of free mail addresses.` };
  return provider
    ? { finding: 'good', words: `${provider.domain} is a mail provider’s, which the program takes.` }
    : { finding: 'good', words: `${domain} is no provider’s that we know.` };
}

/** The address is at a domain of the applicant's own: no throw-away address, no free mail provider. */
export const ownMailDomainCheck: Check = {
  name: 'own-mail-domain',
  title: 'Address at a domain of one’s own',
  run: async (application, { run }) => {
    const domain = application.mailConfirmedAt && application.address ? domainOf(application.address) : null;
    if (!domain) return noDomain;
    const rules = parametersOf(application.requirements, 'own-mail-domain');
    const evidence: Evidence = {
      subject: domain,
      ...judgeOwnDomain(domain, rules, providerOf(domain)),
      source: `Domains of mail providers (${providerData().day})`,
      at: run.house.clock.now().toString(),
      href: null,
    };
    return outcomeOf([evidence], {
      passed: 'The address is at a domain that the program takes.',
      failed: 'The address is not at a domain of your own.',
      unsure: 'A person has to look at the mail address.',
      unavailable: 'A person has to look at the mail address.',
    });
  },
};
