/** The REST API as this page uses it. */

/** A failure as the service explains it (RFC 9457). */
export class Problem extends Error {
  constructor(problem) {
    super(problem.detail || '');
    this.title = problem.title || '';
  }
}

export async function avatars() {
  const answer = await fetch('/api/v1/avatars');
  if (!answer.ok) throw new Problem(await answer.json());
  return (await answer.json()).avatars;
}

/**
 * Has a clip made. `progress` hears {stage, fraction}; aborting `signal` gives the film up.
 * Resolves to what POST /api/v1/generate would answer.
 */
export async function generate(request, progress, signal) {
  const answer = await fetch('/api/v1/generate/events', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(request),
    signal,
  });
  if (!answer.ok) throw new Problem(await answer.json());
  let clip = null;
  for await (const { name, data } of events(answer.body)) {
    if (name === 'progress') progress(data);
    if (name === 'problem') throw new Problem(data);
    if (name === 'clip') clip = data;
  }
  if (!clip) throw new TypeError('The stream ended early.');
  return clip;
}

async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    text += value;
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const block = text.slice(0, end);
      text = text.slice(end + 2);
      const name = /^event: (.*)$/m.exec(block);
      const data = /^data: (.*)$/m.exec(block);
      if (name && data) yield { name: name[1], data: JSON.parse(data[1]) };
    }
  }
}
