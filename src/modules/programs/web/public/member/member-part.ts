import type { MemberShown } from '../../../public/ask.ts';
import type { MemberDone } from '../../../public/member-routes.ts';
import type { FormFrame } from '../types.ts';

/** What a member's page is made from. */
export type MemberProps = FormFrame & {
  member: MemberShown;
  /** The page's own address; what can be done lies under it. */
  base: string;
  zone: string;
  done: MemberDone | null;
  /** What was typed into a form that could not be carried out. */
  typed: Record<string, string>;
};

/** What the parts of the page share. */
export type MemberPart = Pick<MemberProps, 'member' | 'base' | 'zone' | 'typed' | 'errors' | 'idempotencyKey'>;
