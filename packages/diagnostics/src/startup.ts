import { Server } from 'node:net';
import { syncBuiltinESMExports } from 'node:module';
import { replace } from './record/replace.js';
import { hookCommonJs } from './startup/cjs-hooks.js';
import { hookEsModules } from './startup/esm-hooks.js';
import { installRecorder, startupRecorder } from './startup/registry.js';
import { reportOnRequest } from './startup/report-on-request.js';
import { hookSyncIo } from './startup/sync-io.js';

if (startupRecorder() === undefined) {
  const recorder = installRecorder();
  const report = reportOnRequest();
  replace(Server.prototype, 'listen', (original) => {
    return function (...args) {
      (this as Server).once('listening', () => {
        if (recorder.listeningMs !== undefined) return;
        recorder.listeningMs = performance.now();
        if (report !== undefined) setTimeout(report.write, report.afterMs).unref();
      });
      return original.apply(this, args);
    };
  });
  hookSyncIo(recorder);
  syncBuiltinESMExports();
  hookCommonJs(recorder);
  hookEsModules(recorder);
}
