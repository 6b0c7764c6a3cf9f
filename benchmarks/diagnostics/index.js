const TOOLS = ['none', 'diagnostics', 'why-is-node-running', 'wtfnode'];
const with_ = (program, ...args) => TOOLS.map((tool) => ({ label: tool === 'none' ? 'no preload' : tool, program: 'preloaded', args: [tool, program, ...args] }));

/** What it costs a program that a tool which names lines is preloaded. */
export const benchmarks = [
  { name: '300,000 awaits, each of an async function that awaits', cases: with_('awaits') },
  { name: '5,000 requests on 8 keep-alive connections', rounds: 5, cases: with_('requests') },
  { name: '5,000 requests, each with a timeout that is cleared', rounds: 5, cases: with_('requests', 'timer') },
  { name: '20,000 timeouts, set and cleared', rounds: 5, cases: with_('timers') },
  { name: '20,000 reads of a small file', rounds: 5, cases: with_('reads') },
  { name: 'a program that does nothing, from start to end', cases: with_('nothing') },
];
