import type { Client } from '#web/client.ts';

export type Smtp = NonNullable<Awaited<ReturnType<Client['mail']['settings']>>['smtp']>;
type Input = Parameters<Client['mail']['changeSettings']>[0];

/** What the form holds; everything a text as typed. */
export type SmtpForm = {
  host: string;
  port: string;
  security: Smtp['security'];
  signsIn: boolean;
  user: string;
  /** '': the kept one stays. */
  password: string;
  fromAddress: string;
  fromName: string;
  replyTo: string;
  dkimSelector: string;
};

/** The port that servers of this kind listen on, unless somebody chose another one. */
export const usualPort: Record<Smtp['security'], string> = { tls: '465', starttls: '587', none: '25' };

/** The form as it stands for what is kept, or for nothing yet. */
export function smtpForm(smtp: Smtp | null, organisation: string): SmtpForm {
  return {
    host: smtp?.host ?? '',
    port: String(smtp?.port ?? usualPort.starttls),
    security: smtp?.security ?? 'starttls',
    signsIn: smtp === null || smtp.user !== null,
    user: smtp?.user ?? '',
    password: '',
    fromAddress: smtp?.fromAddress ?? '',
    fromName: smtp?.fromName ?? organisation,
    replyTo: smtp?.replyTo ?? '',
    dkimSelector: smtp?.dkimSelector ?? '',
  };
}

/** The port after another kind of encryption was chosen: a usual one follows, one of somebody's own stays. */
export const portAfter = (port: string, security: Smtp['security']): string =>
  port === '' || Object.values(usualPort).includes(port) ? usualPort[security] : port;

/** The form as the contract takes it. A password that nobody typed is left out. */
export function smtpInput(form: SmtpForm): Input {
  return {
    host: form.host.trim(),
    port: Number(form.port),
    security: form.security,
    user: form.signsIn ? form.user.trim() : null,
    ...(form.signsIn && form.password !== '' ? { password: form.password } : {}),
    fromAddress: form.fromAddress.trim(),
    fromName: form.fromName.trim(),
    replyTo: form.replyTo.trim() === '' ? null : form.replyTo.trim(),
    dkimSelector: form.dkimSelector.trim() === '' ? null : form.dkimSelector.trim(),
  };
}
