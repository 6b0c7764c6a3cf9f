import childproof from '@childproof/eslint-plugin';
import { timeRules } from '../time-rules.js';

timeRules(Object.keys(childproof.configs.recommended.rules).map((rule) => rule.slice('childproof/'.length)), ['seen', 'held-out']);
