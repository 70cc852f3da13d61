import type { Choice } from '#web/public/Field.tsx';
import type { Typed } from '../../public/application-fields.ts';
import type { Done } from '../../public/status-routes.ts';
import type { Application, FormFrame, Tasks } from './types.ts';

/** What the status page is made from. */
export type StatusProps = FormFrame & {
  application: Application;
  /** What checks need from the applicant. */
  tasks: Tasks;
  /** The page's own address; what can be done lies under it. */
  base: string;
  zone: string;
  done: Done | null;
  /** What was typed into a form that could not be carried out. */
  typed: Record<string, string>;
  /** The same of a question's fields. */
  filled: Pick<Typed, 'answers' | 'statements' | 'acceptsPrivacy'>;
  countries: Choice[];
};

/** What the parts of the page share. */
export type StatusPart = Pick<
  StatusProps,
  'application' | 'tasks' | 'base' | 'zone' | 'typed' | 'filled' | 'countries' | 'errors' | 'idempotencyKey'
>;
