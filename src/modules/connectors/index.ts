/** The front door: what other modules may ask of the world outside. */
export {
  type AccessAt,
  type ForgeUser,
  forgeAccess,
  forgeUser,
  type HiddenAt,
  hiddenAt,
  scopesFor,
} from './forge-access.ts';
export { type ListedProject, listNamespace, type NamespaceListing } from './list-namespace.ts';
export { type Net, type NetSettings, netFrom } from './net.ts';
export { openRepository } from './open-repository.ts';
export { newProofToken, type ProofReading, proofPaths, proofProject, readProof } from './proof.ts';
export { ReadingFault, type ReadingFaultKind } from './reading-fault.ts';
export type { ReadingWay, Repository } from './repository.ts';
export {
  AddressFault,
  type AddressFaultReason,
  isNamespace,
  type NamespaceAddress,
  namespaceKey,
  type ProjectAddress,
  parseRepositoryAddress,
  type RepositoryAddress,
  repositoryKey,
} from './repository-address.ts';
