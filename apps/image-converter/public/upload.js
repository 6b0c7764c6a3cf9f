// The drop zone, and what is wished for.
import { element, send } from './request.js';

const SAMPLES = ['dawn-ridge.jpg', 'green-valley.jpg', 'evening-lake.jpg', 'winter-fjord.png', 'corrupt.jpg', 'oversized.png'];

export const sample = async (name) => new File([await (await fetch(`/samples/${name}`)).blob()], name);

/** @param onJobs Called with the jobs of an upload and its files. */
export function startUpload(onJobs) {
  const zone = element('drop-zone');
  zone.addEventListener('dragover', (event) => {
    event.preventDefault();
    zone.classList.add('over');
  });
  zone.addEventListener('dragleave', () => zone.classList.remove('over'));
  zone.addEventListener('drop', (event) => {
    event.preventDefault();
    zone.classList.remove('over');
    void upload([...event.dataTransfer.files], onJobs);
  });
  element('file-input').addEventListener('change', ({ target }) => {
    void upload([...target.files], onJobs).then(() => (target.value = ''));
  });
  element('samples').addEventListener('click', async () => upload(await Promise.all(SAMPLES.map(sample)), onJobs));
}

async function upload(files, onJobs) {
  if (files.length === 0) return;
  element('message').textContent = `Sending ${files.length} ${files.length === 1 ? 'file' : 'files'} …`;
  try {
    const { jobs, rejected } = await send(files, wishes());
    element('message').textContent = rejected.map(({ name, message }) => `${name}: ${message}`).join('\n');
    onJobs(jobs, files);
  } catch (error) {
    element('message').textContent = `The upload failed: ${error.message}`;
  }
}

/** Own settings take the place of the preset; the small picture for this page always comes along. */
function wishes() {
  const own = ['width', 'format', 'quality'].map((name) => [name, element(name).value]).filter(([, value]) => value !== '');
  return own.length === 0 ? { preset: `${element('preset').value || 'web'},preview` } : { ...Object.fromEntries(own), preset: 'preview' };
}
