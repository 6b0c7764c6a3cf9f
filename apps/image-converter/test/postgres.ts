import { onTestFinished } from 'vitest';
import { startPostgres as start } from '../prove/postgres.js';
import { postgresFolder } from './availability.js';

/** A throw-away PostgreSQL that goes with the test. */
export async function startPostgres(): Promise<string> {
  const { url, stop } = await start(postgresFolder);
  onTestFinished(stop);
  return url;
}
