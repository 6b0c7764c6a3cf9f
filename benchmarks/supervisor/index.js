export const benchmarks = [
  { name: 'no-op jobs, one in flight', cases: ['one-in-flight-raw', 'one-in-flight-supervisor'] },
  { name: 'no-op jobs, 2 workers, all queued at once; prefetch: 256 callers, 32 per worker', cases: ['queued-raw', 'queued-supervisor', 'queued-supervisor-prefetch'] },
  {
    name: '10,000 jobs of which 1% kill their worker',
    rounds: 1,
    cases: [1, 32].map((prefetch) => ({ label: `prefetch ${prefetch}`, program: 'crash-queue', args: [String(prefetch)] })),
  },
];
