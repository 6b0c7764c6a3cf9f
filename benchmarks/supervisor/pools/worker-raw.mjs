import jobs from './jobs.cjs';

process.on('message', ({ id, name, input }) => process.send({ id, output: jobs[name](input) }));
