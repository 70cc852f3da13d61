import { type ComponentType, createContext, useContext } from 'react';
import type { Shape } from '../../policy/shape.ts';
import { codeOf } from '../policyWords.ts';

export type PartProps = {
  /** As in LABELS: a `*` for any entry of a list. */
  path: string;
  /** Where it stands: "form.fields.0.label". */
  at: string;
  shape: Shape;
  value: unknown;
  /** undefined takes the part out. */
  onChange: (value: unknown) => void;
  /** It may be left out. */
  optional?: boolean;
  locked?: boolean;
};

/** What every part of the editor needs to know of the whole. */
export type Editing = {
  /** What is wrong, by the path of the field ("form.fields.0.label"). */
  faults: Readonly<Record<string, string>>;
  /** The policy in force: what was published under a code keeps it. */
  inForce: unknown;
  /** Titles of the checks, by name. */
  checks: ReadonlyMap<string, string>;
  /** What a condition can ask about: fields with their choices. */
  fields: readonly { name: string; label: string; values: readonly { value: string; label: string }[] }[];
  /** The tiers that levels can name. */
  tiers: readonly string[];
  /** What draws parts within parts: an entry of a list, a group without a frame. */
  draw: { Part: ComponentType<PartProps>; Group: ComponentType<PartProps & { bare?: boolean }> };
};

const context = createContext<Editing | null>(null);
export const EditingProvider = context.Provider;
export function useEditing(): Editing {
  const editing = useContext(context);
  if (!editing) throw new Error('a part of the policy editor stands outside of it');
  return editing;
}

/** The words of a fault, at exactly this place. */
export const useFault = (at: string): string | undefined => useEditing().faults[at];

/** How many faults lie at these places and below. */
export const faultsBelow = (faults: Readonly<Record<string, string>>, places: readonly string[]): number =>
  Object.keys(faults).filter((at) => places.some((place) => at === place || at.startsWith(`${place}.`))).length;

export type Fields = Record<string, unknown>;
export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value at a place ("form.fields") of a policy; undefined where there is none. */
export const valueAt = (policy: unknown, at: string): unknown =>
  at
    .split('.')
    .reduce<unknown>(
      (from, name) => (isFields(from) || Array.isArray(from) ? (from as Fields)[name] : undefined),
      policy,
    );

/** A code made of a label, that no entry of the list has. */
export const freeCode = (label: string, list: readonly unknown[], key: string): string =>
  codeOf(
    label,
    list.map((entry) => (isFields(entry) ? String(entry[key] ?? '') : '')),
  );
