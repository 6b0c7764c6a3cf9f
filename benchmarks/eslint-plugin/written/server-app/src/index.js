import { createApp } from './app.js';
import { connect } from './database.js';

const database = await connect(process.env.DATABASE_URL).catch((error) => {
  console.error(error);
  process.exit(70); // fine exit: failed start
});
const server = createApp(database).listen(3000);

process.on('SIGTERM', async () => {
  server.close();
  setTimeout(() => process.exit(1), 10_000).unref(); // fine exit: a deadline beside the clean-up
  await database.end();
});
process.on('SIGHUP', () => process.exit(0)); // bad exit: requests in flight
