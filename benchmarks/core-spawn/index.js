export const benchmarks = [
  {
    name: '`true`, one at a time; CPU of the parent',
    cases: ['sequential-raw', 'sequential-exec-file', 'sequential-core-spawn', 'sequential-tinyexec', 'sequential-execa'],
  },
  { name: '500 x `true`, 16 at once', cases: ['concurrent-raw', 'concurrent-core-spawn', 'concurrent-tinyexec', 'concurrent-execa'] },
  {
    name: '5 million lines; each line is one operation',
    rounds: 3,
    cases: ['lines-raw', 'lines-core-spawn', 'lines-core-spawn-batches', 'lines-readline', 'lines-tinyexec', 'lines-execa'],
  },
  {
    name: '256 MiB collected',
    rounds: 5,
    cases: ['collect-raw', 'collect-core-spawn', 'collect-core-spawn-bytes', 'collect-tinyexec', 'collect-execa'],
  },
  { name: 'import', cases: ['import-none', 'import-core-spawn', 'import-tinyexec', 'import-execa'] },
];
