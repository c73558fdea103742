import { fill, h, icon } from './element.js';
import { figures, has, say } from './words.js';
import { Recording, supported } from './recorder.js';
import { LONGEST, soundOf } from './sound.js';
import { waveform } from './waveform.js';
import * as service from './service.js';

/** What a person says in a second or two is no sample. */
const SHORTEST = 3;
/** Beyond this a browser runs out of memory before it has found the sound. */
const LARGEST_FILE = 400_000_000;
const LARGEST_SENT = 20_000_000;
/** Noise suppression and its like leave marks that a clone learns. */
const FAITHFUL = { echoCancellation: false, noiseSuppression: false, autoGainControl: true };

/**
 * Where a voice sample is recorded or chosen; the service listens to it at once and what it says is shown. `changed` is called
 * when there is another sample, or none.
 */
export class VoiceSample {
  element = h('div.sample', { hidden: true });
  /** empty · recording · listening · good · fair · poor */
  #state = 'empty';
  #found = null; // {sound, seconds, cut}
  #report = null;
  #trouble = '';
  #recording = null;
  #try = 0;

  /** @param language tells in which language the person will read */
  constructor({ language, changed }) {
    this.language = language;
    this.changed = changed;
    this.meter = h('i.meter');
    this.count = h('span.figures');
    this.file = h('input.unseen', { type: 'file', id: 'voice-file', tabIndex: -1, 'aria-hidden': 'true', accept: 'audio/*,video/*,.ogg,.opus,.m4a,.mp3,.wav,.flac,.webm,.mp4,.mov', onchange: () => {
      const chosen = this.file.files[0];
      this.file.value = ''; // so that the same file can be chosen again
      if (chosen) this.#take(chosen);
    } });
    this.show();
  }

  /** The sample to be sent; null while there is none that would be taken. */
  get sound() {
    return this.#state === 'good' || this.#state === 'fair' ? this.#found.sound : null;
  }

  /** What to say when `sound` is wanted and null. */
  get wanting() {
    return say(this.#state === 'poor' ? 'sampleNeedsBetter' : this.#state === 'listening' ? 'sampleStillListening' : 'needSample');
  }

  cancel() {
    this.#try++;
    this.#recording?.cancel();
    this.#recording = null;
  }

  #become(state, trouble = '') {
    this.#state = state;
    this.#trouble = trouble;
    this.element.dataset.state = state;
    this.show();
  }

  async #record() {
    if (!supported()) return this.#become('empty', say('noMicrophoneHere'));
    const turn = ++this.#try;
    try {
      const recording = await Recording.begin((level, seconds) => {
        this.meter.style.setProperty('--bar', level.toFixed(3));
        this.count.textContent = say('sampleSeconds', { s: Math.floor(seconds) });
        if (seconds >= LONGEST) this.#end();
      }, FAITHFUL);
      if (turn !== this.#try) return recording.cancel();
      this.#recording = recording;
      this.#forget();
      this.#become('recording');
    } catch {
      this.#become(this.#state, say('microphoneRefused'));
    }
  }

  async #end() {
    const recording = this.#recording;
    this.#recording = null;
    if (!recording) return;
    const { sound, seconds } = await recording.end();
    if (seconds < SHORTEST) return this.#become('empty', say('sampleShort'));
    await this.#take(sound);
  }

  #forget() {
    this.#found = null;
    this.#report = null;
    this.changed();
  }

  async #take(file) {
    const turn = ++this.#try;
    this.#forget();
    if (file.size > LARGEST_FILE) return this.#become('empty', say('sampleTooLarge'));
    this.#become('listening');
    const found = await soundOf(file).catch(() => ({ sound: file }));
    if (turn !== this.#try) return;
    if (found.sound.size > LARGEST_SENT) return this.#become('empty', say('sampleUnread'));
    this.#found = found;
    this.show();
    try {
      const report = await service.judgeSample(found.sound);
      if (turn !== this.#try) return;
      this.#report = report;
      this.#become(!report.usable ? 'poor' : report.advice.length ? 'fair' : 'good');
    } catch (problem) {
      if (turn !== this.#try) return;
      const known = `problem-${problem.kind}`;
      this.#become('poor', problem.offline ? say('offline') : has(known) ? say(known) : problem.message);
    }
  }

  show() {
    const state = this.#state;
    const judged = ['good', 'fair', 'poor'].includes(state);
    fill(this.element,
      state === 'empty' || state === 'recording' ? h('p.remark', {}, say('sampleHint')) : null,
      state === 'recording' ? h('p.reading', { lang: this.language() }, say('sampleText')) : null,
      this.#found?.seconds && state !== 'recording' ? waveform(this.#found) : null,
      h('div.verdict', { role: 'status' }, this.#verdict()),
      h('div.row', {},
        state === 'recording'
          ? [h('button.plain.ending', { type: 'button', id: 'voice-record', onclick: () => this.#end() }, icon('stop'), say('endSample')), h('span.meterbox', {}, this.meter), this.count]
          : [h('button.plain', { type: 'button', id: 'voice-record', onclick: () => this.#record() }, icon('mic'), say(judged ? 'recordAgain' : 'recordSample')),
            h('button.plain', { type: 'button', onclick: () => this.file.click() }, say(judged ? 'chooseOther' : 'chooseSample'))]),
      this.file);
  }

  #verdict() {
    if (this.#state === 'listening') return h('p.hearing', {}, say('sampleListening'));
    const lines = [];
    const speech = this.#report && figures(this.#report.speech_seconds, 0);
    if (this.#state === 'good') lines.push(h('p.fine', {}, icon('check'), h('span', {}, say('sampleGood', { s: speech }))));
    if (this.#state === 'fair') lines.push(h('p.fine', {}, icon('check'), h('span', {}, say('sampleFair', { s: speech }))));
    if (this.#state === 'poor' && this.#report) lines.push(h('p.bad', {}, icon('close'), h('span', {}, say('samplePoor'))));
    if (this.#found?.cut && this.#report?.usable) lines.push(h('p', {}, say('sampleCut')));
    for (const { code, sentence } of this.#report?.advice ?? []) {
      lines.push(h('p', {}, has(`advice-${code}`) ? say(`advice-${code}`) : sentence));
    }
    if (this.#report?.usable && !this.#report.cloned_by.length) lines.push(h('p.remark', {}, say('sampleNoClones')));
    if (this.#trouble) lines.push(h('p.bad', {}, icon('close'), h('span', {}, this.#trouble)));
    return lines;
  }
}
