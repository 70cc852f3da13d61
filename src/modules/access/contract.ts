import { factorContract } from './contract/factor.ts';
import { organisationContract } from './contract/organisation.ts';
import { ownContract } from './contract/own.ts';
import { peopleContract } from './contract/people.ts';

/** Every operation of access. */
export const accessContract = { ...ownContract, ...organisationContract, ...peopleContract, ...factorContract };
