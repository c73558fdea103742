import * as service from './service.js';

/**
 * One conversation as the service knows it, kept up by its server-sent events. Tells listeners of `turn` (detail: the turn),
 * `renamed` (detail: {from, to}), `removed` (detail: id), `all` (everything is new), `connection` (detail: whether events
 * arrive) and `gone`.
 *
 * A turn is what docs/turns.md says, and while it lasts also `streamed` (text of the reply so far), `rendering`
 * {stage, fraction} and `live` (whether it has moved while this page was open). Messages that the service does not have yet
 * are turns too, with `sending` true, or `unsent` saying why.
 */
export class Conversation extends EventTarget {
  turns = new Map();
  #source = null;
  #retry = 0;
  #timer = 0;

  /** @param view as the service answers it */
  constructor(view) {
    super();
    this.id = view.id;
    this.avatar = view.avatar;
    this.turns = new Map(view.turns.map(turn => [turn.id, carry(undefined, turn)]));
  }

  watch() {
    clearTimeout(this.#timer);
    this.#source?.close();
    const source = this.#source = new EventSource(service.events(this.id));
    const on = (name, take) => source.addEventListener(name, event => take(JSON.parse(event.data)));
    source.onopen = () => { this.#retry = 0; this.#tell('connection', true); };
    // The browser reconnects by itself, with Last-Event-ID, unless the service answered with an error.
    source.onerror = () => {
      this.#tell('connection', false);
      if (source.readyState === EventSource.CLOSED) this.#lookAgain();
    };
    on('snapshot', view => this.#replace(view));
    on('turn', turn => this.#take(turn, true));
    on('reply_started', ({ turn }) => this.#patch(turn, { streamed: '' }));
    on('reply_delta', ({ turn, text }) => this.#patch(turn, { streamed: (this.turns.get(turn)?.streamed ?? '') + text }));
    on('queue', ({ turn, ...queue }) => this.#patch(turn, { queue, estimate: estimate(queue.expected_seconds) }));
    on('render_started', ({ turn, expected_seconds }) => this.#patch(turn, {
      queue: { position: 0, expected_seconds }, estimate: estimate(expected_seconds), rendering: { stage: 'voice', fraction: 0 },
    }));
    on('progress', ({ turn, stage, fraction }) => this.#patch(turn, {
      rendering: { stage, fraction, shown: Math.max(this.turns.get(turn)?.rendering?.shown ?? 0, stage === 'voice' ? 0 : fraction) },
    }));
    on('forgotten', () => { this.close(); this.#tell('gone'); });
  }

  close() {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = null;
  }

  /** Sends; what could not be sent stays with its reason and can be sent again under the same key. */
  async send(content, language, key = service.key()) {
    const local = { id: `local-${key}`, key, language, sending: true, live: true, avatar: this.avatar, content,
      text: typeof content === 'string' ? content : undefined, moments: { received: new Date().toISOString() } };
    this.turns.set(local.id, local);
    this.#tell('turn', local);
    try {
      const turn = typeof content === 'string'
        ? await service.say(this.id, key, content, language)
        : await service.speak(this.id, key, content.sound);
      this.#settle(local, turn);
      this.#take(turn, true);
    } catch (problem) {
      if (!this.turns.has(local.id)) return; // arrived all the same: an event has told
      const unsent = { ...local, sending: false, unsent: problem };
      this.turns.set(local.id, unsent);
      this.#tell('turn', unsent);
    }
  }

  again(turn) {
    this.#drop(turn.id);
    return this.send(turn.content, turn.language, turn.key);
  }

  async cancel(turn) {
    this.#take(await service.cancel(this.id, turn.id), true);
  }

  async choose(avatar) {
    this.avatar = (await service.chooseAvatar(this.id, avatar)).avatar;
  }

  #lookAgain() {
    this.#timer = setTimeout(async () => {
      try {
        await service.read(this.id);
        this.watch();
      } catch (problem) {
        if (problem.status === 404) this.#tell('gone');
        else this.#lookAgain();
      }
    }, Math.min(15_000, 1000 * 2 ** this.#retry++));
  }

  #replace(view) {
    const before = this.turns;
    const waiting = [...before.values()].filter(turn => turn.key);
    this.avatar = view.avatar;
    this.turns = new Map(view.turns.map(turn => [turn.id, carry(before.get(turn.id), turn)]));
    waiting.forEach(turn => this.turns.set(turn.id, turn));
    this.#tell('all');
  }

  #take(turn, live) {
    if (!this.turns.has(turn.id)) this.#adopt(turn);
    const known = this.turns.get(turn.id);
    // An answer to a request may be older than an event that overtook it.
    if (known && ended(known) && !ended(turn)) return;
    const taken = { ...carry(known, turn), live: live || known?.live };
    this.turns.set(turn.id, taken);
    this.#tell('turn', taken);
  }

  /** The event of a message of ours may come before the answer to the request that sent it. */
  #adopt(turn) {
    const mine = [...this.turns.values()].find(local => local.sending
      && (turn.voice_note ? Boolean(local.content.sound) : local.text?.trim() === turn.text?.trim()));
    if (mine) this.#settle(mine, turn);
  }

  /** The service has it: from now on it goes by the service's id. */
  #settle(local, turn) {
    if (!this.turns.delete(local.id)) return;
    if (local.content.sound) turn.recording = local.content;
    if (this.turns.has(turn.id)) this.#tell('removed', local.id);
    else this.#tell('renamed', { from: local.id, to: turn.id });
  }

  #patch(id, change) {
    const turn = this.turns.get(id);
    if (turn && !ended(turn)) {
      const changed = { ...turn, ...change, live: true };
      this.turns.set(id, changed);
      this.#tell('turn', changed);
    }
  }

  #drop(id) {
    if (this.turns.delete(id)) this.#tell('removed', id);
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

/** The new state of a turn, with what only this page knows of it. */
function carry(known, turn) {
  return {
    ...turn,
    live: known?.live ?? false,
    streamed: known?.streamed,
    rendering: known?.rendering,
    recording: known?.recording ?? turn.recording,
    estimate: turn.queue ? known?.estimate ?? estimate(turn.queue.expected_seconds) : undefined,
  };
}

/** A wait as a moment, so that it can be counted down. */
function estimate(seconds) {
  return typeof seconds === 'number' ? Date.now() + seconds * 1000 : undefined;
}

export const ended = turn => ['delivered', 'declined', 'failed', 'cancelled'].includes(turn.state);
