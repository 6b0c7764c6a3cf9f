import childproof from '@childproof/eslint-plugin';
import { timeRules } from '../time-rules.js';

timeRules(Object.keys(childproof.rules), ['ordinary']);
