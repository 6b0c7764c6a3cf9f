// One card for each image that was sent from this page.
import { create, element, request } from './request.js';

const cards = new Map();
const isFinal = (state) => ['done', 'failed', 'cancelled'].includes(state);

export function startCards() {
  element('jobs').addEventListener('click', async ({ target }) => {
    if (!target.classList.contains('cancel')) return;
    const { id } = target.closest('.job').dataset;
    showJob(await request(`/api/jobs/${id}`, { method: 'DELETE' }).catch(() => request(`/api/jobs/${id}`)));
  });
}

/** Makes cards for new jobs; those known already are looked at again. */
export function follow(jobs, files) {
  for (const { id, name } of jobs) {
    if (!cards.has(id)) cards.set(id, { card: addCard(id, name, files.find((file) => file.name === name)), state: 'queued' });
    // What happened between the answer and now was told before the card existed.
    void refresh(id);
  }
}

/** Jobs that are driven again: their cards may change once more. */
export function forget(ids) {
  for (const id of ids) if (cards.has(id)) cards.get(id).state = 'queued';
}

export function refreshOpen() {
  for (const [id, { state }] of cards) if (!isFinal(state)) void refresh(id);
}

async function refresh(id) {
  showJob(await request(`/api/jobs/${id}`));
}

export function showJob(job) {
  const known = cards.get(job.id);
  if (known === undefined || isFinal(known.state)) return;
  known.state = job.state;
  const { card } = known;
  card.className = `job ${job.state}`;
  const progress = card.querySelector('progress');
  progress.value = job.progress;
  progress.hidden = isFinal(job.state) && job.state !== 'done';
  card.querySelector('.state').replaceChildren(...describe(job));
  card.querySelector('.cancel').hidden = isFinal(job.state);
  if (job.state === 'done') {
    const { url } = job.result.files.find(({ name }) => name === 'preview') ?? job.result.files[0];
    showPicture(card.querySelector('.after img'), url, `Preview of ${job.name}`);
  }
  summarise();
}

function addCard(id, name, file) {
  const card = element('job-template').content.firstElementChild.cloneNode(true);
  card.dataset.id = id;
  card.querySelector('.name').textContent = name;
  card.querySelector('progress').setAttribute('aria-label', `Progress of ${name}`);
  card.querySelector('.cancel').setAttribute('aria-label', `Cancel ${name}`);
  // The visitor's own file; nothing has to be fetched, and one that is no picture shows none.
  if (file !== undefined) showPicture(card.querySelector('.before img'), URL.createObjectURL(file), `${name} before`);
  element('jobs').prepend(card);
  return card;
}

function showPicture(image, url, alt) {
  image.onload = () => (image.hidden = false);
  image.src = url;
  image.alt = alt;
}

function describe({ state, failure, result, attempts }) {
  const again = attempts.length > 0 ? ` after ${attempts.length} ${attempts.length === 1 ? 'worker' : 'workers'} died of it` : '';
  if (state === 'failed') return [`Failed: ${failure.message}`];
  if (state === 'cancelled') return ['Cancelled'];
  if (state !== 'done') return [state === 'running' ? `Converting …${again}` : `Waiting${again}`];
  const main = result.files.find(({ name }) => name !== 'preview') ?? result.files[0];
  const link = create('a', { href: main.url, textContent: main.file, download: main.file });
  const { width, height, bytes } = main;
  return [`${result.source.width} × ${result.source.height} → `, link, ` ${width} × ${height}, ${Math.round(bytes / 1024)} KiB${again}`];
}

function summarise() {
  const states = [...cards.values()].map(({ state }) => state);
  const count = (wanted) => states.filter((state) => state === wanted).length;
  element('summary').textContent = `${count('done')} done, ${count('failed')} failed, ${count('running')} running, ${count('queued')} waiting`;
}
