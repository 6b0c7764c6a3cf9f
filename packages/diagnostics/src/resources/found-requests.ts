import { registry } from '../record/registry.js';
import type { Found } from './found.js';

/** Requests to the file system and to DNS that Node lists and that were not recorded. */
export function foundRequests(): Found[] {
  if (registry().recording) return [];
  const requests = (process as unknown as { _getActiveRequests(): object[] })._getActiveRequests();
  return requests.flatMap((request): Found[] => {
    const { name } = request.constructor;
    if (name.startsWith('FSReq')) return [{ kind: 'fs-request', detail: '', ref: true }];
    const { hostname, callback } = request as { readonly hostname?: string; readonly callback?: unknown };
    if (name !== 'GetAddrInfoReqWrap') return [];
    return [{ kind: 'dns-request', detail: `lookup ${hostname}`, ref: true, functions: typeof callback === 'function' ? [callback as never] : [] }];
  });
}
