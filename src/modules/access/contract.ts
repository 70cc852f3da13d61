import { factorContract } from './contract/factor.ts';
import { leavingContract } from './contract/leaving.ts';
import { organisationContract } from './contract/organisation.ts';
import { ownContract } from './contract/own.ts';
import { passkeyContract } from './contract/passkey.ts';
import { peopleContract } from './contract/people.ts';
import { providerContract } from './contract/provider.ts';
import { rolesContract } from './contract/roles.ts';

/** Every operation of access. */
export const accessContract = {
  ...ownContract,
  ...organisationContract,
  ...peopleContract,
  ...leavingContract,
  ...rolesContract,
  ...factorContract,
  ...passkeyContract,
  ...providerContract,
};
