require('workerpool').worker(require('./jobs.cjs'));
