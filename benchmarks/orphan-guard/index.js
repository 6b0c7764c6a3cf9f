export const benchmarks = [];
