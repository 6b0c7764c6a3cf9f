const PROCESS_POOLS = ['jest-worker', 'tinypool', 'workerpool', 'poolifier', 'worker-nodes'];
const one = (program, pool, ...args) => ({ label: [pool, ...args.filter((arg) => arg === 'thread')].join(' '), program, args: [pool, ...args] });
const throughput = (pool, callers, workers, prefetch, ...rest) => ({ ...one('throughput', pool, callers === 1 ? '5000' : '100000', String(callers), String(workers), String(prefetch), ...rest) });

export const benchmarks = [
  {
    name: 'no-op jobs, one in flight, 1 worker',
    cases: [throughput('raw', 1, 1, 1, 'json'), ...['supervisor', ...PROCESS_POOLS].map((pool) => throughput(pool, 1, 1, 1))],
  },
  {
    name: 'no-op jobs, 256 callers, 2 workers, up to 32 jobs ahead for each; threads last',
    rounds: 5,
    cases: [
      throughput('raw', 256, 2, 32, 'json'),
      ...['supervisor', ...PROCESS_POOLS].map((pool) => throughput(pool, 256, 2, 32)),
      { ...throughput('supervisor', 256, 2, 32, 'advanced', 'thread'), label: 'supervisor, threads' },
      { ...throughput('tinypool', 256, 2, 32, 'advanced', 'worker_threads'), label: 'tinypool, threads' },
      { ...throughput('piscina', 256, 2, 32), label: 'piscina, threads' },
    ],
  },
  {
    name: 'Buffers of 1 MiB in and out, 4 callers, 2 workers; threads last',
    cases: [
      ...['raw', 'supervisor', ...PROCESS_POOLS].map((pool) => one('buffers', pool)),
      { ...one('buffers', 'supervisor', 'thread'), label: 'supervisor, threads' },
      { ...one('buffers', 'piscina'), label: 'piscina, threads' },
    ],
  },
  {
    name: 'jobs that compute for 5 ms, 2 workers; supervisor: with prefetch 1 and 4',
    cases: [
      one('cpu-jobs', 'raw', '1'),
      one('cpu-jobs', 'supervisor', '1'),
      { ...one('cpu-jobs', 'supervisor', '4'), label: 'supervisor, prefetch 4' },
      ...PROCESS_POOLS.map((pool) => one('cpu-jobs', pool, '1')),
    ],
  },
  {
    name: 'the only worker is killed: time to the result of the next job',
    cases: [
      one('after-crash', 'fork'),
      one('after-crash', 'supervisor', '0'),
      { ...one('after-crash', 'supervisor', '1'), label: 'supervisor, hot spare' },
      ...PROCESS_POOLS.map((pool) => one('after-crash', pool)),
    ],
  },
  {
    name: 'a worker as process or thread',
    cases: ['process', 'thread'].map((runtime) => ({ label: runtime, program: 'worker-cost', args: [runtime] })),
  },
  {
    name: '10,000 jobs of which 1% kill their worker',
    rounds: 1,
    cases: [1, 32].map((prefetch) => ({ label: `prefetch ${prefetch}`, program: 'crash-queue', args: [String(prefetch)] })),
  },
];
