import { $, fill, h, icon, iconButton } from './element.js';
import { bytes, clock, day, figures, say } from './words.js';
import { confirm } from './confirm.js';
import * as service from './service.js';

/**
 * All clips that the service keeps. What is said in them it does not keep: `spoken` knows it of the conversations of this
 * browser, by clip.
 */
export class Library {
  #clips = [];
  #total = 0;
  #usage = null;
  #open = null;

  constructor({ spoken, avatar, complain }) {
    this.spoken = spoken;
    this.avatar = avatar;
    this.complain = complain;
  }

  async load(more = false) {
    try {
      const page = await service.library(more ? this.#clips.length : 0);
      this.#clips = more ? [...this.#clips, ...page.clips] : page.clips;
      this.#total = page.total;
      this.#usage = page;
      this.show();
    } catch (problem) {
      this.complain(problem.offline ? say('offline') : problem.message);
    }
  }

  show() {
    if (!this.#usage) return;
    const full = Math.min(100, 100 * this.#usage.bytes / this.#usage.limit_bytes);
    fill($('library'),
      h('p.lead', {}, this.#total ? say(this.#total === 1 ? 'libraryOne' : 'libraryLead', { n: figures(this.#total, 0), bytes: bytes(this.#usage.bytes), limit: bytes(this.#usage.limit_bytes) }) : say('libraryEmpty')),
      this.#total ? h('div.gauge', { 'aria-hidden': 'true' }, h('i', { style: { width: `${Math.max(0.5, full)}%` } })) : null,
      h('ul.clips', {}, this.#clips.map(clip => this.#item(clip))),
      this.#clips.length < this.#total ? h('button.plain', { type: 'button', onclick: () => this.load(true) }, say('more')) : null,
      this.#total ? h('p.remark', {}, say('libraryRemark')) : null);
  }

  #item(clip) {
    const text = this.spoken(clip.id);
    const who = clip.avatar ? this.avatar(clip.avatar).name : '';
    const facts = [clock(clip.duration_seconds), bytes(clip.bytes), say(`lang-${clip.language}`)];
    const view = h('button.still', { type: 'button', 'aria-label': say('playClip', { text: text ?? who }), onclick: () => this.#play(item, clip) },
      h('img', { src: clip.poster, alt: '', loading: 'lazy' }), icon('play'));
    const item = h('li', {}, view,
      h('div.about', {},
        h(text ? 'p.spoken' : 'p.spoken.unknown', { lang: text ? clip.language : null }, text ?? say('unknownText')),
        h('p.facts', {}, [who, ...facts].filter(Boolean).join(' · ')),
        h('p.facts', {}, h('span.tier', { 'data-tier': clip.tier }, say(`tier-${clip.tier}`)), ` ${day(clip.created)}`)),
      iconButton('bare.remove', 'remove', say('removeClip'), () => this.#remove(clip)));
    return item;
  }

  #play(item, clip) {
    this.#open?.replaceWith(this.#open.instead);
    const video = h('video', { src: clip.url, controls: true, playsInline: true, autoplay: true });
    const instead = item.querySelector('.still');
    video.instead = instead;
    video.addEventListener('error', () => { this.complain(say('filmGone')); this.load(); });
    instead.replaceWith(video);
    item.classList.add('open');
    video.addEventListener('ended', () => { video.replaceWith(instead); item.classList.remove('open'); this.#open = null; });
    this.#open = video;
  }

  async #remove(clip) {
    if (!await confirm(say('removeClipTitle'), this.spoken(clip.id) ?? say('removeClipDetail'), say('remove'))) return;
    try {
      await service.removeClip(clip.id);
    } catch (problem) {
      if (problem.status !== 404) return this.complain(problem.offline ? say('offline') : problem.message);
    }
    await this.load();
  }
}
