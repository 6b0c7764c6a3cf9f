// Jobs that failed for good: why, after which attempts, with what the workers said; and a way to try again.
import { create, element, request } from './request.js';

const MOST = 200;
let shown;

/**
 * @param count How many there are now: the list is fetched when another number is shown.
 * @param onRedriven Called with the ids of jobs that are queued again.
 */
export async function showDeadLetters(count, onRedriven) {
  if (Math.min(count, MOST) === shown) return;
  const { jobs } = await request('/api/dead-letters');
  shown = jobs.length;
  element('dead-summary').textContent = jobs.length === 0 ? 'None.' : `${jobs.length} ${jobs.length === 1 ? 'image has' : 'images have'} failed for good.`;
  const all = element('redrive-all');
  all.hidden = jobs.length === 0;
  all.onclick = () => redrive('/api/dead-letters/redrive', onRedriven);
  element('dead').replaceChildren(...jobs.map((job) => letter(job, onRedriven)));
}

function letter({ id, name, failure, attempts }, onRedriven) {
  const item = element('dead-template').content.firstElementChild.cloneNode(true);
  item.querySelector('.name').textContent = name;
  item.querySelector('.reason').textContent = `${failure.code}: ${failure.message}`;
  item.querySelector('summary').textContent = attempts.length === 0 ? 'Not tried again: the image is at fault' : `${attempts.length} workers died of it`;
  item.querySelector('.attempts').append(...attempts.map(attempt));
  const button = item.querySelector('button');
  button.setAttribute('aria-label', `Drive again: ${name}`);
  button.onclick = () => redrive(`/api/jobs/${id}/redrive`, onRedriven);
  return item;
}

function attempt({ at, pid, reason, signal, exitCode, log, durationMs }) {
  const how = reason === 'crashed' ? (signal ?? `exit code ${exitCode}`) : reason;
  const after = durationMs === undefined ? '' : ` after ${Math.round(durationMs)} ms`;
  const line = `${new Date(at).toLocaleTimeString('en-GB')}: worker ${pid ?? ''} ended: ${how}${after}`;
  return create('li', {}, line, ...(log === '' ? [] : [create('pre', { textContent: log, tabIndex: 0 })]));
}

async function redrive(path, onRedriven) {
  try {
    const { jobs } = await request(path, { method: 'POST' });
    shown = undefined; // they may be back before anybody has counted
    onRedriven(jobs);
  } catch (error) {
    element('dead-summary').textContent = error.message;
  }
}
