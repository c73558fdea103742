import { h, icon } from './element.js';
import { say, clock } from './words.js';

export const BARS = 40;

/** Loudness over a recording as so many numbers of 0…1. */
export async function peaks(sound) {
  const context = new (window.OfflineAudioContext ?? window.webkitOfflineAudioContext)(1, 1, 16_000);
  const decoded = await context.decodeAudioData(await sound.arrayBuffer());
  const samples = decoded.getChannelData(0);
  const step = Math.max(1, Math.floor(samples.length / BARS));
  const bars = Array.from({ length: BARS }, (_, bar) => {
    let sum = 0;
    for (let i = bar * step; i < Math.min(samples.length, (bar + 1) * step); i++) sum += samples[i] ** 2;
    return Math.sqrt(sum / step);
  });
  return { bars: normal(bars), seconds: decoded.duration };
}

function normal(bars) {
  const loudest = Math.max(0.02, ...bars);
  return bars.map(bar => Math.min(1, bar / loudest));
}

/** A recording to be looked at and played. `source` is {url} or {sound: Blob, bars?, seconds?}. */
export function waveform(source) {
  const url = source.url ?? URL.createObjectURL(source.sound);
  const audio = h('audio', { src: url, preload: 'none' });
  const button = h('button.round.small', { type: 'button', 'aria-label': say('playVoice'), onclick: () => (audio.paused ? audio.play().catch(() => {}) : audio.pause()) }, icon('play'));
  const shape = h('span.shape', { 'aria-hidden': 'true' }, Array.from({ length: BARS }, () => h('i', { style: { '--bar': 0.08 } })));
  const time = h('span.figures', {}, source.seconds ? clock(source.seconds) : '');
  let seconds = source.seconds ?? 0;
  const draw = bars => [...shape.children].forEach((bar, i) => bar.style.setProperty('--bar', Math.max(0.08, bars[i] ?? 0).toFixed(3)));
  const state = () => {
    button.replaceChildren(icon(audio.paused ? 'play' : 'pause'));
    button.setAttribute('aria-label', say(audio.paused ? 'playVoice' : 'pause'));
  };
  audio.addEventListener('play', state);
  audio.addEventListener('pause', state);
  audio.addEventListener('ended', () => { shape.style.setProperty('--heard', 0); [...shape.children].forEach(bar => bar.classList.remove('heard')); });
  audio.addEventListener('timeupdate', () => {
    const done = seconds ? audio.currentTime / seconds * BARS : 0;
    [...shape.children].forEach((bar, i) => bar.classList.toggle('heard', i < done));
    time.textContent = clock(seconds ? Math.max(0, seconds - audio.currentTime) : audio.currentTime);
  });
  const read = source.sound ? Promise.resolve(source.sound) : fetch(url).then(answer => answer.blob());
  read.then(peaks).then(found => {
    seconds = found.seconds;
    draw(found.bars);
    time.textContent = clock(seconds);
  }).catch(() => { /* a recording that this browser cannot decode can still be played elsewhere */ });
  return h('span.wave', {}, audio, button, shape, time);
}
