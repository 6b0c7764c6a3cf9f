/** Answers at once, after `?ms=`, or with `head` in two parts. */
export function answer(request, response) {
  const { searchParams } = new URL(request.url, 'http://localhost');
  if (searchParams.has('head')) response.writeHead(200, { 'content-length': 4 }).write('he');
  const end = () => response.end(searchParams.has('head') ? 'ad' : 'okay');
  if (searchParams.has('ms')) setTimeout(end, Number(searchParams.get('ms')));
  else end();
}

export function tellPort(server) {
  console.log(`port ${server.address().port}`);
}
