export { serve, type Handlers, type JobContext } from './serve.js';
