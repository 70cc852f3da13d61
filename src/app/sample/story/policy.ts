import { openSourcePreset } from '#modules/programs';

/** The rules of the invented company. Nothing in it ends, reminds or asks by itself: what the story leaves open stays open to look at. */
export const samplePolicy = { ...openSourcePreset.policy, silence: null, satisfaction: null };
