import { StateBadge } from '#web/kit/StateBadge.tsx';
import type { Stage } from '../../application.ts';
import { stageLooks } from '../stages.ts';

/** The stage of an application as colour, icon and word. */
export function StageBadge({ stage, plain = false }: { stage: Stage; plain?: boolean }) {
  const { label, state } = stageLooks[stage];
  return <StateBadge state={state} word={label} plain={plain} />;
}
