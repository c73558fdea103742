/** The REST API as this page uses it. Every failure is a Problem with a sentence fit to be shown. */

export class Problem extends Error {
  /** @param {object} problem as the service explains it (RFC 9457); {offline: true} if it could not be asked */
  constructor(problem) {
    super(problem.detail || problem.title || '');
    this.title = problem.title || '';
    this.kind = (problem.type ?? '').split(':').at(-1);
    this.status = problem.status ?? 0;
    this.field = problem.field ?? '';
    this.offline = Boolean(problem.offline);
  }
}

async function ask(method, path, { body, type, headers = {}, signal } = {}) {
  let answer;
  try {
    answer = await fetch(path, { method, body, signal, headers: type ? { 'Content-Type': type, ...headers } : headers });
  } catch (failure) {
    if (failure.name === 'AbortError') throw failure;
    throw new Problem({ offline: true });
  }
  if (answer.status === 401) { // the session has ended; the service shows its login page
    location.reload();
    throw new Problem({ status: 401 });
  }
  if (!answer.ok) {
    throw new Problem(await answer.json().catch(() => ({ status: answer.status, title: answer.statusText })));
  }
  return answer.status === 204 ? null : answer.json();
}

const json = value => ({ body: JSON.stringify(value), type: 'application/json' });
const CONVERSATIONS = '/api/v1/conversations';
const at = (id, rest = '') => `${CONVERSATIONS}/${encodeURIComponent(id)}${rest}`;

export const begin = (avatar, language) => ask('POST', CONVERSATIONS, json({ avatar, language }));
export const read = id => ask('GET', at(id));
export const chooseAvatar = (id, avatar) => ask('PATCH', at(id), json({ avatar }));
export const forget = id => ask('DELETE', at(id));
export const events = id => at(id, '/events');
export const cancel = (id, turn) => ask('POST', at(id, `/turns/${encodeURIComponent(turn)}/cancel`));

export const say = (id, key, text, language) =>
  ask('POST', at(id, '/messages'), { ...json({ text, language }), headers: { 'Idempotency-Key': key } });

export const speak = (id, key, sound) =>
  ask('POST', at(id, '/voice-notes'), { body: sound, type: sound.type || 'audio/webm', headers: { 'Idempotency-Key': key } });

export const avatars = async () => (await ask('GET', '/api/v1/avatars')).avatars;
export const addAvatar = upload => ask('POST', '/api/v1/avatars', json(upload));
export const removeAvatar = id => ask('DELETE', `/api/v1/avatars/${encodeURIComponent(id)}`);
export const judgeSample = sound => ask('POST', '/api/v1/voice-samples', { body: sound, type: /^(audio|video)\//.test(sound.type) ? sound.type : 'application/octet-stream' });
export const voice = id => ask('GET', `/api/v1/avatars/${encodeURIComponent(id)}/voice`);
const loansOf = (id, rest = '') => `/api/v1/avatars/${encodeURIComponent(id)}/voice/loans${rest}`;
export const loans = id => ask('GET', loansOf(id));
export const lend = (id, loan) => ask('POST', loansOf(id), json(loan));
export const takeBack = (id, platform, account) => ask('DELETE', loansOf(id, `/${encodeURIComponent(platform)}/${encodeURIComponent(account)}`));
export const consent = () => ask('GET', '/api/v1/consent');

export const library = (offset = 0) => ask('GET', `/api/v1/library?offset=${offset}`);
export const removeClip = id => ask('DELETE', `/api/v1/videos/${encodeURIComponent(id)}`);
export const poster = id => `/api/v1/videos/${encodeURIComponent(id)}/poster.jpg`;
export const film = (text, avatar, language) => ask('POST', '/api/v1/generate', json({ text, avatar, language }));

export const models = () => ask('GET', '/api/v1/models');
export const pullModel = (id, licence) => ask('POST', `/api/v1/models/${encodeURIComponent(id)}/pull`, json({ accept_licence: licence }));
export const stopPull = id => ask('DELETE', `/api/v1/models/${encodeURIComponent(id)}/pull`);

export const health = () => ask('GET', '/health');

/** Ends the session; the login page comes next. */
export async function logOut() {
  await ask('POST', '/logout');
  location.assign('/login');
}

/** A name for a message that no other message has, also where the page did not come over TLS. */
export function key() {
  const bits = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bits, byte => byte.toString(16).padStart(2, '0')).join('');
}
