// The generator takes the prefix of the rules from the plugin's name, and would look for `@childproof/…` in the presets,
// where ESLint and our presets say `childproof/…` (`meta.namespace`).
const plugin = require('./dist/index.cjs');

plugin.meta.name = `eslint-plugin-${plugin.meta.namespace}`;

module.exports = {
  configEmoji: [
    ['recommended', '✅'],
    ['strict', '🔒'],
  ],
  ruleDocTitleFormat: 'desc',
  ruleListColumns: ['name', 'description', 'configsError', 'hasSuggestions'],
  urlConfigs: 'https://github.com/childproof/childproof/blob/main/packages/eslint-plugin/README.md#presets',
};
