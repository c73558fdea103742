import { h, icon, iconButton } from './element.js';
import { say, figures, clock } from './words.js';

/**
 * The frame in which an answer is shown: first a portrait behind a closed iris, as in silent films; the iris opens as the film
 * is made; then the film.
 */
let playing = null;

export class FilmFrame {
  #video = null;
  #iris = 0;

  /** @param avatar {name, portrait, accent} */
  constructor(avatar) {
    this.still = h('img.still', { src: avatar.portrait, alt: '', draggable: false });
    this.bar = h('i.reel', { 'aria-hidden': 'true' });
    this.element = h('figure.frame', { 'data-state': 'closed', style: { '--tint': avatar.accent } }, this.still, this.bar);
    this.name = avatar.name;
  }

  set state(state) {
    if (this.element.dataset.state !== state) this.element.dataset.state = state;
  }

  /** @param fraction 0…1, how far the iris is open */
  open(fraction) {
    this.#iris = Math.max(this.#iris, fraction);
    this.element.style.setProperty('--iris', this.#iris.toFixed(3));
    this.state = 'making';
  }

  get showing() {
    return this.#video !== null;
  }

  /**
   * @param film {url, poster, seconds, label}
   * @param autoplay whether it may begin by itself
   * @param missing called when the film cannot be fetched any more
   */
  show(film, autoplay, missing) {
    const video = this.#video = h('video', {
      playsInline: true, preload: autoplay ? 'auto' : 'none', 'aria-label': say('filmOf', { name: this.name }), tabIndex: -1,
    });
    if (!autoplay) video.poster = film.poster;
    video.src = film.url;
    const toggle = h('button.toggle', { type: 'button', onclick: () => this.toggle() }, icon('play'));
    const seek = h('input.seek', { type: 'range', min: 0, max: film.seconds, step: 0.04, value: 0, 'aria-label': say('position') });
    const time = h('span.figures', {}, clock(film.seconds));
    const sound = iconButton('bare.on-film', 'sound', say('mute'), () => { video.muted = !video.muted; });
    this.unmute = h('button.unmute', { type: 'button', hidden: true, onclick: () => { video.muted = false; this.unmute.hidden = true; } },
      icon('mute'), h('span', {}, say('unmute')));
    const controls = h('div.controls', {}, seek, time, sound);
    const label = () => {
      const name = say(video.paused ? 'play' : 'pause');
      toggle.setAttribute('aria-label', name);
      toggle.title = name;
      toggle.replaceChildren(icon(video.paused ? 'play' : 'pause'));
      this.state = video.paused ? 'paused' : 'playing';
    };
    video.addEventListener('play', () => {
      if (playing && playing !== video) playing.pause();
      playing = video;
      label();
    });
    video.addEventListener('pause', label);
    video.addEventListener('timeupdate', () => {
      seek.value = video.currentTime;
      time.textContent = clock(Math.max(0, (video.duration || film.seconds) - video.currentTime));
      seek.setAttribute('aria-valuetext', clock(video.currentTime));
    });
    video.addEventListener('loadedmetadata', () => { seek.max = video.duration; });
    video.addEventListener('volumechange', () => {
      const name = say(video.muted ? 'unmute' : 'mute');
      sound.replaceChildren(icon(video.muted ? 'mute' : 'sound'));
      sound.setAttribute('aria-label', name);
      sound.title = name;
      if (!video.muted) this.unmute.hidden = true;
    });
    video.addEventListener('error', () => missing());
    seek.addEventListener('input', () => { video.currentTime = seek.value; });
    this.element.replaceChildren(this.still, video, toggle, controls, this.unmute, h('figcaption.unseen', {}, film.label));
    label();
    if (autoplay) this.#begin();
  }

  /** Aloud if the browser lets it; otherwise without sound, which can then be switched on. */
  async #begin() {
    const video = this.#video;
    try {
      await video.play();
    } catch (refusal) {
      if (refusal.name !== 'NotAllowedError') return;
      video.muted = true;
      this.unmute.hidden = false;
      video.play().catch(() => { video.muted = false; this.unmute.hidden = true; });
    }
  }

  toggle() {
    const video = this.#video;
    if (video.paused) video.play().catch(() => {});
    else video.pause();
  }

  again() {
    this.#video.currentTime = 0;
    this.#video.play().catch(() => {});
  }

  leave() {
    this.#video?.pause();
  }
}

/** Progress in words: what happens now, and how long it may take. */
export function progressWords(turn) {
  const left = turn.estimate ? Math.max(0, (turn.estimate - Date.now()) / 1000) : null;
  const wait = left === null ? '' : left < 1 ? say('anyMoment') : say('aboutSeconds', { s: figures(Math.ceil(left), 0) });
  if (turn.queue?.position > 0) {
    return [turn.queue.position === 1 ? say('next') : say('place', { n: turn.queue.position }), wait].filter(Boolean).join(' · ');
  }
  const { stage = 'voice', shown = 0 } = turn.rendering ?? {};
  const words = shown > 0.02 && shown < 1 ? say('stageFace', { percent: Math.round(shown * 100) })
    : { voice: say('stageVoice'), queued: say('next') }[stage] ?? say('stageFilm');
  return [words, wait].filter(Boolean).join(' · ');
}
