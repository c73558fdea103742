import { fill, h, $ } from './element.js';
import { say, has } from './words.js';
import * as service from './service.js';

const LOOK_AGAIN = 30_000;
let last = null;

/** What an engine is, in honest words: a stand-in is called one. Engines that nobody has words for are named as they are. */
export function engineWords(role, engine) {
  const name = engine.split(/[/:\s]/, 1)[0].toLowerCase();
  if (has(`engine-${name}`)) return say(`engine-${name}`);
  return role === 'encoder' ? say('engine-encoder') : say(`engine-other-${role}`, { name });
}

/** Keeps the line about engines in the masthead up to date. `models` shows what other engines can be had. */
export function watchEngines(models) {
  $('engines').addEventListener('click', () => explain(models));
  look();
  setInterval(() => { if (!document.hidden) look(); }, LOOK_AGAIN);
}

async function look() {
  try {
    last = await service.health();
  } catch {
    last = null;
  }
  showEngines();
}

/** Role and engine of whatever /health knows. */
function inUse() {
  const { voice, voice_order: voices = voice ? [voice] : [], face, llm, llm_order: order = [], hearing } = last.engines;
  // Before the first reply nobody knows which model will answer, unless there is only one.
  const writer = llm ?? (order.length === 1 ? order[0] : null);
  return [['reply', writer], ...voices.map(engine => ['voice', engine]), ...face.map(engine => ['face', engine]), ['hearing', hearing]].filter(([, engine]) => engine);
}

export function showEngines() {
  const dot = $('engines-dot');
  dot.dataset.state = last === null ? 'off' : last.status;
  $('leave').hidden = !last?.login_required;
  const words = last === null ? say('serviceOff')
    : last.status !== 'ok' ? say('degraded')
      : [...new Map(inUse().toReversed()).entries()].toReversed().map(([role, engine]) => engineWords(role, engine)).join(' · ') || say('serviceOn');
  $('engines-text').textContent = words;
  $('engines').setAttribute('aria-label', `${say('engines')}: ${words}`);
}

function explain(models) {
  const dialog = $('dialog');
  const rows = last === null ? [] : inUse().flatMap(([role, engine]) =>
    [h('dt', {}, say(`role-${role}`)), h('dd', {}, engineWords(role, engine), ' ', h('code', {}, engine))]);
  dialog.className = 'small';
  fill(dialog,
    h('h2', {}, say('engines')),
    last?.detail ? h('p.warning', {}, last.detail) : null,
    last === null ? h('p', {}, say('serviceOff')) : h('dl.credits', {}, rows),
    last?.engines.llm_advice ? h('p.remark', {}, last.engines.llm_advice) : null,
    last?.engines.voice_advice ? h('p.remark', {}, last.engines.voice_advice) : null,
    h('p.remark', {}, say('standIns')),
    last ? h('p.remark', {}, say('version', { version: last.version })) : null,
    h('form', { method: 'dialog' }, h('div.decide', {},
      h('button.plain', { type: 'button', onclick: () => { dialog.close(); models(); } }, say('models')),
      h('button.plain', { autofocus: true }, say('close')))));
  dialog.showModal();
}
