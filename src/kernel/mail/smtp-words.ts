import type { SmtpSettings } from './settings.ts';

/** What nodemailer attaches to its errors. `response` is the server's own line. */
export type SmtpError = Error & {
  code?: string;
  command?: string;
  response?: string;
  responseCode?: number;
  originalCode?: string;
  timeoutType?: string;
};

const CERTIFICATE = /self.signed|unable to (get|verify)|certificate|altname|CERT_|UNABLE_TO_/i;
const NOT_TLS = /wrong version number|packet length too long|unknown protocol|unexpected message|http request/i;

/** What went wrong between us and the mail server, in words that say what to change. Never shows a password. */
export function explainSmtp(error: SmtpError, smtp: Pick<SmtpSettings, 'host' | 'port' | 'security'>): string {
  const at = `${smtp.host}:${smtp.port}`;
  const said = error.response ? ` It said: "${oneLine(error.response)}".` : '';
  const all = `${error.message} ${error.originalCode ?? ''}`;
  if (error.code === 'EAUTH' || error.code === 'ENOAUTH' || error.responseCode === 530) {
    return error.responseCode === 530 || error.code === 'ENOAUTH'
      ? `The mail server ${at} wants a user and a password.${said}`
      : `The mail server ${at} did not accept the user and password.${said}`;
  }
  if (error.code === 'ETLS' && smtp.security === 'starttls' && !CERTIFICATE.test(all)) {
    return `${at} does not offer STARTTLS. Choose TLS (usually port 465), or another port.`;
  }
  if (error.responseCode !== undefined) return refusal(error, at, said);
  if (error.code === 'EDNS' || /ENOTFOUND|EAI_AGAIN/.test(all))
    return `There is no mail server named ${smtp.host}: the name cannot be found.`;
  if (/ECONNREFUSED/.test(all))
    return `Nothing listens at ${at}: the host or the port is wrong, or the server is down.`;
  if (CERTIFICATE.test(all)) return `The certificate of ${at} is not valid: ${oneLine(error.message)}.`;
  if (NOT_TLS.test(all)) return `${at} does not speak TLS from the start. Choose STARTTLS (usually port 587).`;
  if (error.code === 'ETLS') return `The encrypted connection to ${at} failed: ${oneLine(error.message)}.`;
  if (error.code === 'ETIMEDOUT') {
    return error.timeoutType === 'GREETING_TIMEOUT' && smtp.security !== 'tls'
      ? `${at} was reached but did not say a word. It may want TLS from the start (usually port 465).`
      : `${at} did not answer in time.`;
  }
  if (error.code === 'EENVELOPE') return `The address cannot be mailed through ${at}: ${oneLine(error.message)}.`;
  return `The connection to ${at} broke: ${oneLine(error.message)}.${said}`;
}

function refusal(error: SmtpError, at: string, said: string): string {
  const code = error.responseCode ?? 0;
  if (code === 421) return `The mail server ${at} has no time now.${said}`;
  if (error.command === 'RCPT TO' && code >= 500) {
    return /relay/i.test(error.response ?? '')
      ? `The mail server ${at} does not send to this address for us: it refuses to relay.${said}`
      : `The mail server ${at} refused the receiver's address.${said}`;
  }
  if (error.command === 'MAIL FROM' && code >= 500) return `The mail server ${at} refused our sender address.${said}`;
  return code >= 500
    ? `The mail server ${at} refused the mail.${said}`
    : `The mail server ${at} put the mail off.${said}`;
}

const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, 300);
