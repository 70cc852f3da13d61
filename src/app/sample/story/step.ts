import type { Member } from './people.ts';

/** Who does something in the story. */
export type Who = 'stranger' | 'house' | { applicant: string } | Member;

/** Something that happens at an instant, told by doing it. */
export type Step = { at: Temporal.Instant; act: (scene: Scene) => Promise<void> };

/** The stage on which steps are played: operations of the house, carried out in the past. */
export type Scene = {
  /** Carries an operation out through its handler and answers what it answered; with all that follows from it. */
  as: (who: Who, operation: `${string}.${string}`, input: Record<string, unknown>) => Promise<unknown>;
  program: () => string;
  /** The id under which the story knows something; throws when it has not happened yet. */
  id: (kind: 'account' | 'application', name: string) => string;
  /** Remembers the id of something that was just made. */
  remember: (kind: 'account' | 'application', name: string, id: string) => Promise<void>;
  /** The key in the last mail about an application that leads to `path`, as its receiver would find it. */
  keyIn: (application: string, path: '/a/' | '/a/confirm/' | '/a/address/') => Promise<string>;
  /** The key with which somebody answers how satisfied they are; null: they were not asked. */
  askedBy: (application: string) => Promise<string | null>;
  /** The application with this number. */
  numbered: (number: string) => Promise<string>;
  /** Sets the program up and opens it. */
  setUpProgram: () => Promise<void>;
  /** Lets somebody of the team join. */
  join: (member: Member) => Promise<void>;
  /** Undoes the merge in force between two identities. */
  undoMergeOf: (one: string, other: string) => Promise<void>;
};

/** What a check that would ask a forge comes to, since no forge of the story exists. */
export type Told = 'passed' | 'failed' | 'unsure' | 'waiting';
export type ToldChecks = { 'control-proved': Told[]; 'repositories-public': Told; 'osi-licences': Told };
