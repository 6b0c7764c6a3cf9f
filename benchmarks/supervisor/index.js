export const benchmarks = [
  { name: 'no-op jobs, one in flight', cases: ['one-in-flight-raw', 'one-in-flight-supervisor'] },
  { name: 'no-op jobs, 2 workers, all queued at once', cases: ['queued-raw', 'queued-supervisor'] },
];
