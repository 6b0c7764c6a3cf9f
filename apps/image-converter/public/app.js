// The page: uploads, a card for each job that follows its events, and a look at the workers.
const element = (id) => document.getElementById(id);
const cards = new Map();
const SAMPLES = ['dawn-ridge.jpg', 'green-valley.jpg', 'evening-lake.jpg', 'winter-fjord.png', 'corrupt.jpg', 'oversized.png'];

async function upload(files) {
  if (files.length === 0) return;
  const form = new FormData();
  for (const file of files) form.append('files', file, file.name);
  element('message').textContent = '';
  try {
    const response = await fetch(`/api/images?preset=${element('preset').value},preview`, { method: 'POST', body: form });
    const body = await response.json();
    if (!response.ok) throw new Error(body.error.message);
    for (const { id, name } of body.jobs) show({ id, name, state: 'queued', progress: 0 });
    element('message').textContent = body.rejected.map(({ name, message }) => `${name}: ${message}`).join('\n');
    // What happened between the answer and now was told before the cards existed.
    for (const { id } of body.jobs) void refresh(id);
  } catch (error) {
    element('message').textContent = `The upload failed: ${error.message}`;
  }
}

async function refresh(id) {
  const response = await fetch(`/api/jobs/${id}`);
  if (response.ok) show(await response.json());
}

function show(job) {
  const known = cards.get(job.id);
  if (known?.isFinal) return;
  const card = known?.card ?? addCard(job);
  const isFinal = job.state === 'done' || job.state === 'failed';
  cards.set(job.id, { card, isFinal, state: job.state });
  card.className = `job ${job.state}`;
  card.querySelector('progress').value = job.progress;
  card.querySelector('.state').replaceChildren(...describe(job));
  if (job.state === 'done') {
    const image = card.querySelector('img');
    image.src = job.result.files.find(({ name }) => name === 'preview').url;
    image.alt = `Preview of ${job.name}`;
    image.hidden = false;
  }
  summarise();
}

function addCard({ name }) {
  const card = element('job-template').content.firstElementChild.cloneNode(true);
  card.querySelector('.name').textContent = name;
  card.querySelector('progress').setAttribute('aria-label', `Progress of ${name}`);
  element('jobs').prepend(card);
  return card;
}

function describe({ state, failure, result }) {
  if (state === 'failed') return [`Failed: ${failure.message}`];
  if (state !== 'done') return [state === 'running' ? 'Converting …' : 'Waiting'];
  const [main] = result.files;
  const link = Object.assign(document.createElement('a'), { href: main.url, textContent: main.file, download: main.file });
  const { width, height, bytes } = main;
  return [`${result.source.width} × ${result.source.height} → `, link, ` ${width} × ${height}, ${Math.round(bytes / 1024)} KiB`];
}

function summarise() {
  const states = [...cards.values()].map(({ state }) => state);
  const count = (wanted) => states.filter((state) => state === wanted).length;
  element('summary').textContent = `${count('done')} done, ${count('failed')} failed, ${count('running')} running, ${count('queued')} waiting`;
}

async function showWorkers() {
  try {
    const { workers, pool } = await (await fetch('/api/status')).json();
    const row = ({ pid, state, jobs, rssBytes }) => {
      const line = document.createElement('tr');
      for (const text of [pid, state, jobs, rssBytes === undefined ? '' : `${Math.round(rssBytes / 1048576)} MiB`]) {
        line.append(Object.assign(document.createElement('td'), { textContent: text }));
      }
      return line;
    };
    element('workers').replaceChildren(...workers.map(row));
    element('pool').textContent = `${pool.restarts} restarts, ${pool.crashes} crashes, ${pool.quarantined} images quarantined`;
  } catch {
    element('pool').textContent = 'The server does not answer.';
  }
}

const zone = element('drop-zone');
zone.addEventListener('dragover', (event) => {
  event.preventDefault();
  zone.classList.add('over');
});
zone.addEventListener('dragleave', () => zone.classList.remove('over'));
zone.addEventListener('drop', (event) => {
  event.preventDefault();
  zone.classList.remove('over');
  void upload([...event.dataTransfer.files]);
});
element('file-input').addEventListener('change', ({ target }) => {
  void upload([...target.files]);
  target.value = '';
});
element('samples').addEventListener('click', async () => {
  const files = await Promise.all(
    SAMPLES.map(async (name) => new File([await (await fetch(`/samples/${name}`)).blob()], name)),
  );
  await upload(files);
});

const events = new EventSource('/api/events');
events.addEventListener('job', ({ data }) => {
  const job = JSON.parse(data);
  if (cards.has(job.id)) show(job);
});
// After a break some events are missing: ask for what is not final yet.
events.addEventListener('open', () => {
  for (const [id, { isFinal }] of cards) if (!isFinal) void refresh(id);
});

void showWorkers();
setInterval(showWorkers, 2_000);
