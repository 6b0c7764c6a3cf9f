// Each failure of the story, at the press of a button; and what became of it, as it happens.
import { create, element, send } from './request.js';
import { sample } from './upload.js';

const followed = new Map();
let round = 0;

export function showBreakIt(faults, onJobs) {
  const names = Object.keys(faults);
  element('break').hidden = names.length === 0;
  if (element('faults').childElementCount === names.length) return;
  element('faults').replaceChildren(...names.map((name) => create('button', { textContent: name, title: faults[name], onclick: () => strike(name, faults[name], onJobs) })));
}

async function strike(fault, meaning, onJobs) {
  round++;
  const original = await sample('green-valley.jpg');
  const bad = await withComment(original, `${fault}-${round}.jpg`, `${Date.now()} ${round}`);
  const good = await Promise.all([1, 2, 3].map((number) => withComment(original, `good-${round}-${number}.jpg`, `${Date.now()} ${round} ${number}`)));
  tell(`${fault}: ${meaning}.`);
  try {
    const answers = await Promise.all([send([bad], { preset: 'web,preview', fault }), send(good, { preset: 'web,preview' })]);
    for (const { jobs } of answers) for (const { id } of jobs) followed.set(id, '');
    onJobs(answers.flatMap(({ jobs }) => jobs), [bad, ...good]);
  } catch (error) {
    tell(`Refused: ${error.message}`);
  }
}

/** What is worth telling of a change of a job. */
export function tellStory({ id, name, state, attempts, failure }) {
  const told = followed.get(id);
  if (told === undefined) return;
  const now = `${state} ${attempts.length}`;
  if (told === now) return;
  followed.set(id, now);
  const last = attempts.at(-1);
  const how = last === undefined ? '' : last.reason === 'crashed' ? (last.signal ?? `exit code ${last.exitCode}`) : last.reason;
  if (state === 'queued' && last !== undefined) tell(`${name}: its worker ${last.pid ?? ''} ended (${how}); queued again, once.`);
  if (state === 'failed') tell(`${name}: given up after ${attempts.length} attempts (${how}). ${failure.message}.`);
  if (state === 'done') tell(`${name}: done${attempts.length > 0 ? ' all the same' : ', as if nothing had happened'}.`);
}

function tell(text) {
  element('story').append(create('li', { textContent: `${new Date().toLocaleTimeString('en-GB')} ${text}` }));
}

/** Another file, the same picture: otherwise it would be the same job as the last time. */
async function withComment(file, name, text) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const comment = Uint8Array.from(text, (character) => character.charCodeAt(0));
  const head = new Uint8Array([0xff, 0xfe, (comment.length + 2) >> 8, (comment.length + 2) & 0xff]);
  return new File([bytes.subarray(0, 2), head, comment, bytes.subarray(2)], name, { type: 'image/jpeg' });
}
