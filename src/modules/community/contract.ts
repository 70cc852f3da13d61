import { organisationsContract } from './contract/organisations.ts';
import { peopleContract } from './contract/people.ts';

export const communityContract = { ...peopleContract, ...organisationsContract };
