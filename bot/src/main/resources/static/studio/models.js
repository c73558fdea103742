import { $, fill, h } from './element.js';
import { bytes, has, say } from './words.js';
import { recall, remember } from './memory.js';
import { licence } from './licence.js';
import * as service from './service.js';

const LOOK_AGAIN = 1_000;

/** The models that can be had for this machine, and how far their pulls are. `changed` is called when there are others. */
export class Models {
  #view = null;
  #timer = 0;
  #later = 0;

  constructor({ changed, complain }) {
    this.changed = changed;
    this.complain = complain;
  }

  /** Nothing is downloaded without being asked for, so somebody has to say that there is something. */
  get offered() {
    return this.#view !== null && !recall('no-models') && this.#all.every(model => model.state === 'absent' && !model.pull)
      ? this.#all.filter(model => model.recommended) : [];
  }

  get #all() { return this.#view?.models ?? []; }

  decline() { remember('no-models', 'true'); }

  async load() {
    clearTimeout(this.#timer);
    try {
      this.#take(await service.models());
    } catch (problem) {
      this.#explain(problem);
      if (this.#moving()) this.#timer = setTimeout(() => this.load(), 5 * LOOK_AGAIN);
    }
  }

  #take(view) {
    const states = JSON.stringify(this.#all.map(model => [model.state, model.pull?.stage]));
    this.#view = view;
    this.show();
    if (states !== JSON.stringify(this.#all.map(model => [model.state, model.pull?.stage]))) this.changed();
    if (this.#moving()) this.#timer = setTimeout(() => this.load(), LOOK_AGAIN);
  }

  #moving() {
    return this.#all.some(model => model.pull && model.pull.stage !== 'failed');
  }

  #explain(problem) {
    this.complain(problem.offline ? say('offline') : problem.message);
  }

  show() {
    if (!this.#view) return;
    const panel = $('models');
    clearTimeout(this.#later);
    if (panel.querySelector(':active')) { // a button that is replaced while it is pressed is not pressed
      this.#later = setTimeout(() => this.show(), 200);
      return;
    }
    const held = panel.contains(document.activeElement) ? document.activeElement.id : '';
    const open = panel.querySelector('details')?.open ?? false;
    const fitting = this.#all.filter(model => model.recommended);
    const others = this.#all.filter(model => !model.recommended);
    fill(panel,
      h('p.lead', {}, say('modelsLead')),
      h('h3', {}, say('modelsHere')),
      h('p.facts', {}, machine(this.#view.machine)),
      h('ul.models', {}, fitting.map(model => this.#item(model))),
      this.#getAll(fitting),
      h('details', { open }, h('summary', {}, say('modelsMore', { n: others.length })),
        h('ul.models', {}, others.map(model => this.#item(model)))),
      h('p.remark', {}, say('modelsRestart')));
    if (held) $(held)?.focus();
  }

  #getAll(fitting) {
    const missing = fitting.filter(model => model.state !== 'installed' && !model.pull);
    if (missing.length < 2) return null;
    const weight = missing.reduce((sum, model) => sum + model.expected_bytes, 0);
    return h('button.primary.all', { id: 'pull-recommended', type: 'button', onclick: () => this.pull('recommended') },
      say('modelsGetAll', { bytes: bytes(weight) }));
  }

  #item(model) {
    const { pull } = model;
    return h('li', { 'data-model': model.id, 'data-state': pull?.stage ?? model.state },
      h('b', {}, title(model)),
      h('p.facts', {}, [purpose(model), model.licence.permissive ? null : say('modelsTerms')].filter(Boolean).join(' · ')),
      h('div.state', {}, h('span', {}, standing(model)), this.#button(model)),
      pull && pull.stage !== 'failed' ? gauge(pull) : null,
      pull?.detail ? h(pull.stage === 'failed' ? 'p.warning' : 'p.facts', {}, pull.detail) : null);
  }

  #button(model) {
    if (model.pull && model.pull.stage !== 'failed') {
      return h('button.quiet', { id: `act-${model.id}`, type: 'button', 'aria-label': say('modelsStop', { name: title(model) }), onclick: () => this.#stop(model) }, say('stop'));
    }
    if (model.state === 'installed') return null;
    const words = model.pull ? 'tryAgain' : model.state === 'partly' ? 'modelsGoOn' : model.state === 'damaged' ? 'modelsMend' : 'modelsGet';
    return h('button.quiet', { id: `act-${model.id}`, type: 'button', 'aria-label': `${say(words)}: ${title(model)}`, onclick: () => this.#get(model) }, say(words));
  }

  async #get(model) {
    if (model.licence_accepted) return this.pull(model.id);
    if (await licence(title(model), model.licence)) return this.pull(model.id, model.licence.id);
  }

  async pull(id, acceptLicence) {
    try {
      this.#take(await service.pullModel(id, acceptLicence));
    } catch (problem) {
      this.#explain(problem);
    }
  }

  async #stop(model) {
    try {
      await service.stopPull(model.id);
    } catch (problem) {
      this.#explain(problem);
    }
    await this.load();
  }
}

/** A model's name without what only matters to those who choose among files. */
export function title(model) {
  const [name] = model.title.split(/[,;]/, 1);
  const precision = /-(fp16|fp32)$/.exec(model.id)?.[1];
  return precision ? `${name}, ${say(`modelsIn-${precision}`)}` : name;
}

function purpose(model) {
  const key = `purpose-${model.purpose}`;
  return has(key) ? say(key) : model.purpose;
}

function standing(model) {
  if (model.pull) {
    const { stage, done_bytes, total_bytes } = model.pull;
    return stage === 'pulling' ? say('modelsPulling', { done: bytes(done_bytes), total: bytes(total_bytes) }) : say(`modelsStage-${stage}`);
  }
  if (model.state === 'absent') return say('modelsAbout', { bytes: bytes(model.expected_bytes) });
  return `${say(`modelsState-${model.state}`)} · ${bytes(model.bytes)}`;
}

function gauge({ stage, done_bytes, total_bytes }) {
  const percent = total_bytes ? Math.min(100, 100 * done_bytes / total_bytes) : 0;
  return h('div.gauge', { role: 'progressbar', 'aria-valuemin': '0', 'aria-valuemax': '100', 'aria-valuenow': String(Math.round(percent)), 'aria-label': say(`modelsStage-${stage}`) },
    h('i', { style: { width: `${percent}%` } }));
}

function machine({ memory_megabytes, cores, gpu_megabytes }) {
  return [say('machineMemory', { bytes: bytes(memory_megabytes * 1e6) }), say(cores === 1 ? 'machineCore' : 'machineCores', { n: cores }),
    gpu_megabytes ? say('machineGpu', { bytes: bytes(gpu_megabytes * 1e6) }) : say('machineNoGpu')].join(' · ');
}

/** The card before the first message: what fits, and what it weighs. @return null if there is nothing to offer */
export function offer(models, { look, done }) {
  const fitting = models.offered;
  if (!fitting.length) return null;
  const weight = bytes(fitting.reduce((sum, model) => sum + model.expected_bytes, 0));
  return h('section.offer', { 'aria-labelledby': 'offer-title' },
    h('h3', { id: 'offer-title' }, say('offerTitle')),
    h('p', {}, say('offerText', { names: fitting.map(title).join(', '), bytes: weight })),
    h('div.row', {},
      h('button.plain', { type: 'button', id: 'offer-look', onclick: look }, say('offerLook')),
      h('button.quiet', { type: 'button', id: 'offer-no', onclick: () => { models.decline(); done(); } }, say('offerNo'))));
}
