import type { Config } from '../config/config.js';
import { FAULTS, isFault, type Fault } from '../faults/fault.js';
import { OutputSpecError } from '../outputs/output-spec.js';
import { UnknownPresetError, wantedOutputs, type OutputParameters } from '../outputs/wanted-outputs.js';
import type { Wishes } from '../uploads/enqueue.js';
import { whyNoWebhook } from '../webhooks/webhook-url.js';
import { ApiError } from './api-error.js';
import type { Services } from './create-http-server.js';

/** What a request wants of its files, from its query or the metadata of its upload. @throws ApiError */
export function wishesOf(parameters: OutputParameters, { presets, config }: Pick<Services, 'presets' | 'config'>): Wishes {
  try {
    const outputs = wantedOutputs(parameters, presets(), config.limits.maxPixels);
    return { outputs, ...webhookOf(parameters['webhook'], config), ...faultOf(parameters['fault'], config) };
  } catch (error) {
    if (!(error instanceof OutputSpecError)) throw error;
    throw new ApiError(400, error instanceof UnknownPresetError ? 'UNKNOWN_PRESET' : 'BAD_REQUEST', error.message);
  }
}

function webhookOf(text: string | undefined, { webhookSecret, webhookAllowPrivate }: Config): { webhook?: string } {
  if (text === undefined) return {};
  if (webhookSecret === undefined) throw new ApiError(400, 'WEBHOOKS_DISABLED', 'this server calls no webhooks; set WEBHOOK_SECRET');
  const why = whyNoWebhook(text, webhookAllowPrivate);
  if (why !== undefined) throw new ApiError(400, 'WEBHOOK_REFUSED', `the webhook is refused: ${why}`);
  return { webhook: text };
}

function faultOf(text: string | undefined, { faultInjection }: Config): { fault?: Fault } {
  if (text === undefined) return {};
  if (!faultInjection) throw new ApiError(403, 'FAULTS_DISABLED', 'faults can only be ordered from a server with FAULT_INJECTION=on');
  if (isFault(text)) return { fault: text };
  throw new ApiError(400, 'BAD_REQUEST', `there is no fault ${JSON.stringify(text)}; there are: ${Object.keys(FAULTS).join(', ')}`);
}
