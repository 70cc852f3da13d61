import MailComposer from 'nodemailer/lib/mail-composer';

/** What of a mail goes over the wire. */
export type MailParts = {
  readonly id: string;
  readonly from: { readonly address: string; readonly name: string };
  readonly to: { readonly address: string; readonly name: string };
  readonly replyTo: string | null;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly messageId: string;
  readonly queuedAt: Temporal.Instant;
  /** As it was queued; see `NewMail`. */
  readonly submitted?: string;
};

/**
 * A mail as RFC 5322 text, with CRLF line ends. The same parts give the same bytes, whoever asks and whenever: what the
 * outbox shows is what goes out, and a second attempt carries the first one's Message-ID.
 */
export async function composeMail(mail: MailParts): Promise<Buffer> {
  const composer = new MailComposer({
    from: mail.from,
    to: [mail.to],
    ...(mail.replyTo !== null && { replyTo: mail.replyTo }),
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    messageId: mail.messageId,
    date: new Date(mail.queuedAt.epochMilliseconds),
    headers: {
      ...mail.headers,
      // Keeps holiday notices and other robots from answering (RFC 3834). Reports that a mail did not arrive are wanted.
      ...(mail.submitted !== 'by-person' && {
        'Auto-Submitted': mail.submitted ?? 'auto-generated',
        'X-Auto-Response-Suppress': 'DR, RN, NRN, OOF, AutoReply',
      }),
    },
    baseBoundary: mail.id.replaceAll('-', ''),
    newline: 'win',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return await composer.compile().build();
}
