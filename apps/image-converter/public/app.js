// The page: each panel is a module of its own; this one knows them all and hands round what the server tells.
import { showBreakIt, tellStory } from './break-it.js';
import { forget, follow, refreshOpen, showJob, startCards } from './cards.js';
import { showDeadLetters } from './dead-letters.js';
import { request } from './request.js';
import { startUpload } from './upload.js';
import { showPresets, showWorkers } from './workers.js';

const LOOK_MS = 1_000;

startCards();
startUpload(follow);

const events = new EventSource('/api/events');
events.addEventListener('job', ({ data }) => {
  const job = JSON.parse(data);
  showJob(job);
  tellStory(job);
});
// After a break some events are missing: ask for what is not final yet.
events.addEventListener('open', refreshOpen);

async function look() {
  try {
    const status = await request('/api/status');
    showPresets(status.presets);
    showWorkers(status);
    showBreakIt(status.faults, follow);
    await showDeadLetters(status.queue.dead, forget);
  } catch (error) {
    document.getElementById('pool').textContent = `The server does not answer: ${error.message}`;
  }
}

void look();
setInterval(look, LOOK_MS);
