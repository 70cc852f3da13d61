import { Client } from 'pg';

// COPY's text form depends on these. Every digit of a float is written by default.
const FORM = `set client_encoding = 'UTF8'; set timezone = 'UTC'; set datestyle = 'ISO, YMD'; set intervalstyle = 'postgres';
  set bytea_output = 'hex'; set search_path = ''; set statement_timeout = 0; set lock_timeout = 0; set idle_in_transaction_session_timeout = 0`;

/**
 * Opens a connection on which COPY writes and reads rows in one and the same form, whatever the server's own habits are, does
 * something on it and closes it.
 */
export async function onConnection<T>(url: string, act: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({
    connectionString: url,
    application_name: 'guildhall backup',
    connectionTimeoutMillis: 10_000,
  });
  // A connection that breaks fails the query under way; without a listener it would end the process, too.
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query(FORM);
    return await act(client);
  } finally {
    await client.end().catch(() => {});
  }
}
