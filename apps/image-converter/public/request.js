/** Asks the API. Throws with the sentence that it refuses with. */
export async function request(path, options) {
  const response = await fetch(path, options);
  const body = await response.json();
  if (!response.ok) throw new Error(body.error.message);
  return body;
}

export const element = (id) => document.getElementById(id);

/** A new element with properties and children. */
export function create(tag, properties = {}, ...children) {
  const created = Object.assign(document.createElement(tag), properties);
  created.append(...children);
  return created;
}

/** Sends files with these wishes. The answer lists jobs in the order of the files that were not refused. */
export function send(files, wishes) {
  const form = new FormData();
  for (const file of files) form.append('files', file, file.name);
  const query = Object.entries(wishes).map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
  return request(`/api/images?${query}`, { method: 'POST', body: form });
}
