import type { CheckName } from '../policy/requirements.ts';
import { answersMeetCheck } from './answers-meet.ts';
import type { Check } from './check.ts';
import { controlProvedCheck } from './control-proved.ts';
import { countryAllowedCheck } from './country-allowed.ts';
import { documentCheck } from './document.ts';
import { externalVerifierCheck } from './external-verifier.ts';
import { fundingCheck } from './funding.ts';
import { institutionMailCheck } from './institution-mail.ts';
import { mailConfirmedCheck } from './mail-confirmed.ts';
import { namespaceVisibilityCheck } from './namespace-visibility.ts';
import { notCustomerCheck } from './not-customer.ts';
import { notDuplicateCheck } from './not-duplicate.ts';
import { ownMailDomainCheck } from './own-mail-domain.ts';
import { osiLicencesCheck, repositoriesPublicCheck } from './repositories.ts';
import { withinLimitsCheck } from './within-limits.ts';

/** Every check that a policy can require. */
export const CHECK: Record<CheckName, Check> = {
  'mail-confirmed': mailConfirmedCheck,
  'control-proved': controlProvedCheck,
  'repositories-public': repositoriesPublicCheck,
  'osi-licences': osiLicencesCheck,
  'namespace-visibility': namespaceVisibilityCheck,
  'country-allowed': countryAllowedCheck,
  'not-duplicate': notDuplicateCheck,
  'institution-mail': institutionMailCheck,
  'own-mail-domain': ownMailDomainCheck,
  document: documentCheck,
  funding: fundingCheck,
  'not-customer': notCustomerCheck,
  'answers-meet': answersMeetCheck,
  'within-limits': withinLimitsCheck,
  'external-verifier': externalVerifierCheck,
};

/** The title of a check; the bare name for one that a policy of another version of Guildhall required. */
export const titleOf = (name: string): string => (name in CHECK ? CHECK[name as CheckName].title : name);
