// The program that dies: node program.js <tool> <shape> <death> <file>
import { deaths } from './deaths.js';
import { shapes } from './shapes.js';
import { tools } from './tools.js';

const [tool, shapeName, death, file] = process.argv.slice(2);
const shape = shapes[shapeName];
const watchdog = await tools[tool](['-c', shape.command, file]);
if (shape.atOnce === true) deaths[death]();
else process.send('started');
process.once('message', () => {
  const pid = shape.watchdogFirst === true ? watchdog?.() : undefined;
  if (pid !== undefined) process.kill(pid, 'SIGKILL');
  deaths[death]();
});
