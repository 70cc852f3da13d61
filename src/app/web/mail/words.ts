import { counted } from '#web/kit/plural.ts';

/** "1 mail", "1,204 mails". */
export const mails = (count: number): string => counted(count, 'mail');
