export const benchmarks = [
  { name: '`true`, one at a time; CPU of the parent', cases: ['sequential-raw', 'sequential-exec-file', 'sequential-core-spawn', 'sequential-tinyexec', 'sequential-execa'] },
];
