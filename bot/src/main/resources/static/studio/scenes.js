import { h } from './element.js';
import { say, figures } from './words.js';
import { engineWords } from './engines.js';

/** Behind the scenes of an answer: what took how long, and which engines worked, drawn to one scale. */
export function scenes(turn) {
  const at = name => (turn.moments[name] ? Date.parse(turn.moments[name]) : null);
  const start = at('received');
  const rows = [];
  const span = (kind, words, from, to, note) => {
    if (from !== null && to !== null && to >= from) rows.push({ kind, words, from: from - start, to: to - start, note });
  };
  const heard = turn.voice_note ? at('heard') : start;
  if (turn.voice_note) span('hear', say('sceneHear'), start, at('heard'));
  span('write', say('sceneWrite'), heard, at('replied'));
  const written = at('replied');
  const filming = at('render_started');
  if (filming !== null) span('wait', say('sceneWait'), written, filming);
  span('film', say('sceneFilm'), filming, at('rendered'));
  const timings = turn.clip?.timings_ms ?? {};
  if (filming !== null) {
    for (const stage of ['voice', 'face', 'film', 'store']) {
      if (timings[stage] >= 1) rows.push({ kind: 'busy', words: say(`busy-${stage}`), from: filming - start, to: filming - start + timings[stage] });
    }
  }
  if (at('rendered') !== null) span('send', say('sceneSend'), at('rendered'), at('ended'));
  const end = Math.max(1, ...rows.map(row => row.to));
  return h('div.scenes', {},
    h('ol.timeline', {}, rows.map(row => line(row, end))),
    rows.length ? scale(end) : null,
    turn.clip?.cached ? h('p.remark', {}, say('fromLibrary')) : null,
    Object.keys(timings).length ? h('p.remark', {}, say('busyRemark')) : null,
    h('dl.credits', {}, credits(turn)));
}

function line({ kind, words, from, to }, end) {
  const share = value => `${(100 * value / end).toFixed(2)}%`;
  return h('li', { 'data-kind': kind },
    h('span.what', {}, words),
    h('span.track', { 'aria-hidden': 'true' }, h('i', { style: { left: share(from), width: share(to - from) } })),
    h('span.took.figures', {}, duration(to - from)));
}

function scale(end) {
  return h('p.scale.figures', { 'aria-hidden': 'true' }, h('span', {}, '0'), h('span', {}, duration(end / 2)), h('span', {}, duration(end)));
}

function duration(millis) {
  return millis < 1000 ? `${figures(Math.round(millis), 0)} ms` : `${figures(millis / 1000, millis < 10_000 ? 2 : 1)} s`;
}

function credits(turn) {
  const pairs = [];
  const credit = (role, engine) => {
    if (engine) pairs.push(h('dt', {}, say(`role-${role}`)), h('dd', {}, engineWords(role, engine), ' ', h('code', {}, engine)));
  };
  credit('reply', turn.reply?.provider);
  const { voice, face, ...others } = turn.clip?.engines ?? {};
  for (const [role, engine] of Object.entries({ voice, face, ...others })) credit(role, engine);
  if (turn.clip) pairs.push(h('dt', {}, say('role-mark')), h('dd', {}, turn.clip.label));
  return pairs;
}
