import { useKitWords } from './language.tsx';

/** One step on the way: its name, whether it is behind, here or ahead, and words such as "by 27 November" or "done on 20 November". */
export type Step = { name: string; place: 'done' | 'here' | 'ahead' | 'stopped'; words?: string };

/** Where am I, and what happens next. */
export function Steps({ label, steps }: { label?: string; steps: Step[] }) {
  const { say, stop } = useKitWords();
  return (
    <ol className="steps" aria-label={label ?? say('steps.label')}>
      {steps.map((step) => (
        <li key={step.name} data-place={step.place} aria-current={step.place === 'here' ? 'step' : undefined}>
          <span className="step-name">{step.name}</span>
          <span className="step-words">
            <span className="quiet-only">
              {say(`steps.${step.place}`)}
              {stop}
            </span>
            {step.words}
          </span>
        </li>
      ))}
    </ol>
  );
}
