import { get } from 'node:http';

/** The path of the WebSocket of the inspector on this port; `undefined` when what listens there is none. */
export function discoverInspector(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const request = get({ host, port, path: '/json/list', agent: false, timeout: 2_000 }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve(webSocketPath(text)));
      response.on('error', () => resolve(undefined));
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(undefined));
  });
}

function webSocketPath(text: string): string | undefined {
  try {
    const [target] = JSON.parse(text) as { readonly webSocketDebuggerUrl?: string }[];
    return target?.webSocketDebuggerUrl && new URL(target.webSocketDebuggerUrl).pathname;
  } catch {
    return undefined;
  }
}
