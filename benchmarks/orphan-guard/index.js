export const benchmarks = [
  { name: 'memory of the watchdogs', cases: ['memory-helper', 'memory-shell'] },
  { name: 'what a spawn costs, 300 x `true`', cases: ['spawn-raw', 'spawn-guarded', 'spawn-guarded-spawner'] },
  { name: 'from the death of a program to nobody left, 100 processes, no grace', cases: ['clean-bound', 'clean-helper', 'clean-shell'] },
  { name: '1,000 sweeps among short-lived strangers', rounds: 1, cases: ['strangers-helper', 'strangers-shell'] },
];
