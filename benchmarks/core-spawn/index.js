const runners = ['raw', 'exec-file', 'core-spawn', 'tinyexec', 'nano-spawn', 'cross-spawn', 'zx', 'dax', 'execa'];
const modules = ['node:child_process', '@childproof/core-spawn', 'tinyexec', 'nano-spawn', 'cross-spawn', 'zx', 'dax', 'execa'];

const eachOf = (program, peers) => peers.map((peer) => ({ label: peer, program, args: [peer] }));

export const benchmarks = [
  { name: '`true`, one at a time', cases: eachOf('sequential', runners) },
  { name: '500 x `true`, 16 at once', cases: eachOf('concurrent', runners) },
  {
    name: '5 million lines; each line is one operation',
    rounds: 3,
    cases: [
      ...eachOf('lines', ['raw', 'core-spawn']),
      { label: 'core-spawn lineBatches()', program: 'line-batches', args: ['core-spawn'] },
      ...eachOf('lines', ['readline', 'tinyexec', 'nano-spawn', 'zx', 'execa']),
    ],
  },
  {
    name: '256 MiB collected',
    rounds: 5,
    cases: [
      ...eachOf('collect', ['raw', 'core-spawn']),
      { label: 'core-spawn, bytes', program: 'collect', args: ['core-spawn', 'collectBytes'] },
      ...eachOf('collect', ['exec-file', 'tinyexec', 'nano-spawn', 'zx', 'dax', 'execa']),
    ],
  },
  { name: 'import', cases: eachOf('import', modules) },
];
