import { $, fill, h, icon, iconButton } from './element.js';
import { figures, has, say } from './words.js';
import { confirm } from './confirm.js';
import { keepKey, lending } from './lending.js';
import { upload } from './upload.js';
import * as service from './service.js';

/** A voice is asked for so often, every so many milliseconds, while it is being prepared. */
const PATIENCE = 60;
const PAUSE = 2000;

/** The gallery of faces. `chosen` is called with the id of a face that somebody picks; `changed` when there are others. */
export class Gallery {
  #all = [];
  #current = '';
  #voices = new Map(); // of those who were brought: what became of their voice

  constructor({ chosen, changed, complain }) {
    this.chosen = chosen;
    this.changed = changed;
    this.complain = complain;
  }

  get all() { return this.#all; }

  async load() {
    this.#all = await service.avatars();
    this.show(this.#current);
    await this.#listen(PATIENCE);
  }

  /** Asks what became of the voices, again and again while one is being prepared. */
  async #listen(times) {
    const own = this.#all.filter(avatar => avatar.own);
    const found = await Promise.all(own.map(avatar => service.voice(avatar.id).catch(() => null)));
    const before = JSON.stringify([...this.#voices]);
    this.#voices = new Map(own.map((avatar, i) => [avatar.id, found[i]]).filter(([, voice]) => voice));
    if (JSON.stringify([...this.#voices]) !== before) this.show(this.#current);
    clearTimeout(this.waiting);
    if (times && found.some(voice => voice?.recording === 'preparing')) this.waiting = setTimeout(() => this.#listen(times - 1), PAUSE);
  }

  /** @return somebody, also for the name of one who has been removed */
  find(id) {
    return this.#all.find(avatar => avatar.id === id)
      ?? { id, name: say('someone'), persona: '', languages: [], accent: '#777777', portrait: '/icon.svg', own: false };
  }

  /** Who suits a person of this language. */
  forLanguage(language) {
    return this.#all.find(avatar => !avatar.own && avatar.languages[0] === language) ?? this.#all[0];
  }

  show(current) {
    this.#current = current;
    const scrolled = $('cast').scrollTop;
    const held = $('cast').contains(document.activeElement) ? document.activeElement.value : null;
    fill($('cast'),
      h('p.lead', {}, say('castLead')),
      h('ul.cast', { role: 'radiogroup', 'aria-label': say('cast') }, this.#all.map(avatar => this.#card(avatar, avatar.id === current))),
      h('button.bring', { type: 'button', onclick: () => this.#bring() },
        h('span.oval', {}, icon('plus')), h('span', {}, h('b', {}, say('bring')), h('small', {}, say('bringHint')))));
    $('cast').scrollTop = scrolled;
    if (held) $('cast').querySelector(`[value="${CSS.escape(held)}"]`)?.focus();
  }

  #card(avatar, chosen) {
    const radio = h('input', { type: 'radio', name: 'avatar', value: avatar.id, checked: chosen, onchange: () => this.chosen(avatar.id) });
    return h('li', { role: 'none' },
      h('label.face', { style: { '--tint': avatar.accent } }, radio,
        h('span.oval', {}, h('img', { src: avatar.portrait, alt: '', loading: 'lazy' })),
        h('span.who', {},
          h('b', {}, avatar.name), h('span.langs', {}, avatar.languages.map(code => h('i', {}, say(`lang-${code}`)))),
          h('small', {}, persona(avatar)), voiceLines(this.#voices.get(avatar.id)))),
      speaks(this.#voices.get(avatar.id)) ? h('button.quiet.lend', { type: 'button', onclick: () => lending(avatar) }, say('lendInChats')) : null,
      avatar.own ? iconButton('bare.remove', 'remove', say('removeFace', { name: avatar.name }), () => this.#remove(avatar)) : null);
  }

  async #bring() {
    const added = await upload(this.#all.filter(avatar => !avatar.own));
    if (!added) return;
    keepKey(added.id, added.key);
    await this.load();
    this.changed();
    this.chosen(added.id);
  }

  async #remove(avatar) {
    if (!await confirm(say('removeFaceTitle', { name: avatar.name }), say('removeFaceDetail'), say('remove'))) return;
    try {
      await service.removeAvatar(avatar.id);
      keepKey(avatar.id, null);
      await this.load();
      this.changed();
      if (avatar.id === this.#current) this.chosen(this.forLanguage(document.documentElement.lang).id);
    } catch (problem) {
      this.complain(problem.offline ? say('offline') : problem.message);
    }
  }
}

/** Whether there is a voice of their own. */
const speaks = voice => voice && voice.recording !== 'none';

/** What became of a voice that was brought, in a line or two. */
function voiceLines(voice) {
  if (!speaks(voice)) return null;
  const called = name => (has(`engine-${name}`) ? say(`engine-${name}`) : name);
  const lines = voice.voices.filter(one => one.state === 'ready').map(one => h('small.voice', { title: one.similarity === null ? '' : say('voiceSimilarity', { n: figures(one.similarity, 2) }) },
    say('voiceBy', { name: called(one.engine) }), one.likeness ? ` ${say(`voice-${one.likeness}`)}` : ''));
  if (voice.recording === 'preparing') lines.push(h('small.voice.busy', {}, say('voicePreparing')));
  else if (!lines.length) lines.push(h('small.voice', {}, say(voice.recording === 'kept' ? 'voiceKeptNone' : 'voiceNone')));
  lines.push(...voice.voices.filter(one => one.state === 'missing').map(one => h('small.voice.missing', {}, say('voiceMissing', { name: called(one.engine) }))));
  if (voice.recording !== 'preparing') lines.push(h('small.voice', {}, say(voice.recording === 'kept' ? 'recordingKept' : 'recordingDeleted')));
  return lines;
}

/** Built-in people are described in the language of the page; those who were brought, in whatever their bringer wrote. */
function persona(avatar) {
  const key = `persona-${avatar.id}`;
  return !avatar.own && has(key) ? say(key) : avatar.persona;
}
