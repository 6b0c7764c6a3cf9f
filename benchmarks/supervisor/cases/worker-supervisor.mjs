import { serve } from '@childproof/supervisor/worker';

export default serve({ noop: (input) => input });
