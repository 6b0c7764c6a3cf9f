import { deploy } from './deploy.js';

deploy(process.argv[2]).catch((error) => {
  console.error(error.message);
  process.exit(1); // fine exit: command line
});
