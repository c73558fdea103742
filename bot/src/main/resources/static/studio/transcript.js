import { $, fill, h, icon } from './element.js';
import { ended } from './conversation.js';
import { FilmFrame, progressWords } from './film.js';
import { scenes } from './scenes.js';
import { waveform } from './waveform.js';
import { clock, say } from './words.js';
import * as service from './service.js';

/**
 * The conversation on the page. `actions`: avatar(id) → {name, portrait, accent}, cancel(turn), again(turn), retell(turn),
 * complain(sentence).
 */
export class Transcript {
  #views = new Map();
  #list = $('turns');
  #roll = $('roll');
  #ticking = 0;

  constructor(actions) {
    this.actions = actions;
  }

  /** Draws everything anew. */
  all(turns) {
    this.#views.forEach(view => view.leave());
    this.#views.clear();
    this.#list.replaceChildren();
    turns.forEach(turn => this.turn(turn));
    this.#roll.scrollTop = this.#roll.scrollHeight;
  }

  turn(turn) {
    const near = this.#roll.scrollHeight - this.#roll.scrollTop - this.#roll.clientHeight < 160;
    let view = this.#views.get(turn.id);
    const fresh = !view;
    if (fresh) {
      view = new TurnView(turn, this.actions, () => this.#follow());
      this.#views.set(turn.id, view);
      this.#list.append(view.element);
    }
    view.update(turn);
    this.#tick();
    if (near || (fresh && turn.live)) this.#follow();
  }

  renamed({ from, to }) {
    const view = this.#views.get(from);
    this.#views.delete(from);
    this.#views.set(to, view);
  }

  removed(id) {
    this.#views.get(id)?.element.remove();
    this.#views.delete(id);
  }

  #follow() {
    requestAnimationFrame(() => { this.#roll.scrollTop = this.#roll.scrollHeight; });
  }

  /** Counts expected seconds down while any are shown. */
  #tick() {
    if (this.#ticking) return;
    this.#ticking = setInterval(() => {
      const counting = [...this.#views.values()].filter(view => view.tick());
      if (!counting.length) {
        clearInterval(this.#ticking);
        this.#ticking = 0;
      }
    }, 500);
  }
}

class TurnView {
  #actions; #grown;
  #said; #frame; #text; #status; #statusWords; #tools; #panel; #reason;
  #turn = null;
  #announced = false;

  constructor(turn, actions, grown) {
    this.#actions = actions;
    this.#grown = grown;
    this.avatar = actions.avatar(turn.avatar);
    this.#said = h('div.said');
    this.#frame = new FilmFrame(this.avatar);
    this.#text = h('div.text');
    this.#statusWords = h('span');
    this.#status = h('p.status', {}, h('i.lamp', { 'aria-hidden': 'true' }), this.#statusWords,
      h('button.quiet', { type: 'button', onclick: () => actions.cancel(this.#turn) }, say('stop')));
    this.#reason = h('div.reason', { hidden: true });
    this.#tools = h('div.tools', { hidden: true });
    this.#panel = h('div.panel', { hidden: true, id: `scenes-${turn.id}` });
    this.answer = h('section.answer', { 'aria-label': say('answerOf', { name: this.avatar.name }), style: { '--tint': this.avatar.accent } },
      this.#frame.element,
      h('div.words', {}, h('p.cue', {}, this.avatar.name), this.#text, this.#reason, this.#status),
      this.#tools, this.#panel);
    this.element = h('li.turn', {}, this.#said, this.answer);
  }

  update(turn) {
    const before = this.#turn;
    this.#turn = turn;
    if (!before || before.text !== turn.text || before.voice_note?.url !== turn.voice_note?.url || before.unsent !== turn.unsent) this.#showSaid(turn);
    this.element.dataset.state = turn.unsent ? 'unsent' : turn.sending ? 'sending' : turn.state;
    this.answer.hidden = Boolean(turn.unsent);
    this.#showText(turn);
    this.#showFilm(turn, before);
    this.#showReason(turn);
    this.tick();
  }

  #showSaid(turn) {
    const sound = turn.content?.sound ? turn.content : turn.recording;
    const bubble = h(sound || turn.voice_note ? 'div.slip.voice' : 'div.slip', { lang: turn.language });
    if (sound) bubble.append(waveform(sound));
    else if (turn.voice_note) bubble.append(waveform({ url: turn.voice_note.url }));
    if (turn.text) bubble.append(h('p', {}, turn.text));
    this.#said.replaceChildren(h('span.unseen', {}, say('you')), bubble);
    if (turn.unsent) {
      this.#said.append(h('p.unsent', {}, turn.unsent.offline ? say('unsent') : turn.unsent.message, ' ',
        h('button.quiet', { type: 'button', onclick: () => this.#actions.again(turn) }, say('tryAgain'))));
    }
  }

  #showText(turn) {
    const text = turn.reply?.text ?? turn.streamed ?? '';
    this.#text.dataset.growing = String(!turn.reply && !ended(turn));
    this.#text.lang = turn.reply?.language ?? turn.language ?? '';
    paragraphs(this.#text, text);
    if (turn.reply && !this.#announced) {
      this.#announced = true;
      if (turn.live) $('announcer').textContent = say('says', { name: this.avatar.name, text });
    }
  }

  #showFilm(turn, before) {
    const frame = this.#frame;
    if (turn.clip) {
      if (!frame.showing) {
        const playNow = turn.live && !document.hidden;
        frame.show({ url: turn.clip.url, poster: service.poster(turn.clip.id), seconds: turn.clip.duration_seconds, label: turn.clip.label },
          playNow, () => this.#lost());
        this.#showTools(turn);
        this.#grown();
      }
    } else if (ended(turn)) {
      frame.state = 'none';
      if (turn.reply) this.#showTools(turn);
    } else if (turn.state === 'replied' || turn.state === 'rendered') {
      frame.open(turn.rendering?.shown ?? 0);
    }
    if (!this.#panel.hidden && before?.state !== turn.state) this.#panel.replaceChildren(scenes(turn));
  }

  #showTools(turn) {
    const more = h('button.quiet', { type: 'button', 'aria-expanded': 'false', 'aria-controls': this.#panel.id, onclick: () => {
      this.#panel.hidden = !this.#panel.hidden;
      more.setAttribute('aria-expanded', String(!this.#panel.hidden));
      if (!this.#panel.hidden) {
        this.#panel.replaceChildren(scenes(this.#turn));
        this.#panel.scrollIntoView({ block: 'nearest' });
      }
    } }, icon('scenes'), say('scenes'));
    const film = turn.clip ? [
      h('button.quiet', { type: 'button', onclick: () => this.#frame.again() }, icon('again'), say('replay')),
      h('a.quiet', { href: turn.clip.url, download: `vignette-${turn.clip.id}.mp4` }, icon('save'), say('save')),
      h('button.quiet', { type: 'button', onclick: event => share(turn.clip.url, event.currentTarget) }, icon('share'), h('span', {}, say('share'))),
    ] : [];
    fill(this.#tools, film, more,
      turn.clip ? h('span.facts', {}, clock(turn.clip.duration_seconds), turn.clip.cached ? ` · ${say('cached')}` : '', h('abbr.mark', { title: turn.clip.label }, say('aiShort'))) : null);
    this.#tools.hidden = false;
  }

  /** The film has given way to newer ones; what is said is still known. */
  #lost() {
    const turn = this.#turn;
    this.#frame.state = 'lost';
    fill(this.#reason, h('p', {}, say('filmGone')),
      h('button.plain', { type: 'button', onclick: event => { event.currentTarget.disabled = true; this.#actions.retell(turn); } }, say('makeAgain')));
    this.#reason.hidden = false;
  }

  #showReason(turn) {
    if (!turn.reason) return;
    const { code, sentence, detail } = turn.reason;
    fill(this.#reason, h('p', {}, sentence), remedy(code, detail, this.#actions.models),
      code === 'no_hearing' ? null
        : h('button.plain', { type: 'button', onclick: () => this.#actions.again(turn) }, say(code === 'cancelled' ? 'askAgain' : 'tryAgain')));
    this.#reason.dataset.kind = turn.state;
    this.#reason.hidden = false;
    if (turn.live && !this.#announced) {
      this.#announced = true;
      $('announcer').textContent = sentence;
    }
  }

  /** @return whether there is something to count down */
  tick() {
    const turn = this.#turn;
    const busy = !ended(turn) && !turn.clip && !turn.unsent;
    this.#status.hidden = !busy;
    this.#status.lastElementChild.hidden = !turn.state;
    if (!busy) return false;
    const words = turn.sending ? say('sending')
      : turn.state === 'received' ? (turn.voice_note ? say('listening') : say('thinking'))
        : turn.state === 'heard' ? (turn.streamed ? say('writing') : say('thinking'))
          : progressWords(turn);
    if (this.#statusWords.textContent !== words) this.#statusWords.textContent = words;
    return Boolean(turn.estimate);
  }

  leave() {
    this.#frame.leave();
  }
}

/** Blank lines part paragraphs; fences hold code. What is shown already is left alone, so that a growing text does not flicker. */
function paragraphs(element, text) {
  const parts = text.split(/(```[\s\S]*?(?:```|$))/).flatMap(part => (part.startsWith('```')
    ? [{ code: part.replace(/^```[^\n]*\n?|```$/g, '') }]
    : part.split(/\n{2,}/).filter(piece => piece.trim()).map(piece => ({ prose: piece.trim() }))));
  parts.forEach((part, i) => {
    const tag = part.code === undefined ? 'P' : 'PRE';
    let block = element.children[i];
    if (block?.tagName !== tag) {
      const made = document.createElement(tag);
      if (block) block.replaceWith(made); else element.append(made);
      block = made;
    }
    const words = part.code ?? part.prose;
    if (block.textContent !== words) block.textContent = words;
  });
  while (element.children.length > parts.length) element.lastElementChild.remove();
}

/** The command that mends it, to be copied, where there is one. */
function remedy(code, detail, models) {
  if (code !== 'no_hearing') return null;
  const command = /\.\/vignette [\w -]+/.exec(detail ?? '')?.[0].trim() ?? './vignette models pull whisper-base';
  const copied = h('span', {}, say('copy'));
  return h('div.command', {}, h('p', {}, say('whisperCommand')),
    h('code', {}, command),
    h('button.quiet', { type: 'button', onclick: async () => {
      copied.textContent = (await copy(command)) ? say('copied') : say('copyByHand');
    } }, icon('copy'), copied),
    h('button.quiet', { type: 'button', onclick: models }, say('modelsGetHere')));
}

async function share(path, button) {
  const url = new URL(path, location.href).href;
  const words = button.lastElementChild;
  if (navigator.share && matchMedia('(pointer: coarse)').matches) {
    navigator.share({ url }).catch(() => {});
    return;
  }
  words.textContent = (await copy(url)) ? say('linkCopied') : url;
  $('announcer').textContent = words.textContent;
  setTimeout(() => { words.textContent = say('share'); }, 4000);
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false; // not over TLS, or not allowed
  }
}
