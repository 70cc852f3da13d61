import { openSourcePreset } from '#modules/programs';

/** The rules of the invented company at first. Nothing in it ends by itself: what the story leaves open stays open to look at. */
export const samplePolicy = { ...openSourcePreset.policy, silence: null, satisfaction: null };

/** Since its second year the company asks how satisfied people are. */
export const askingPolicy = { ...samplePolicy, automatic: true, satisfaction: openSourcePreset.policy.satisfaction };
