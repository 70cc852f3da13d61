import { figuresContract } from '#kernel/figures/contract.ts';

/** All operations of the house, by module. Browser code imports this as a type only. */
export const contract = {
  figures: figuresContract,
};
export type AppContract = typeof contract;
