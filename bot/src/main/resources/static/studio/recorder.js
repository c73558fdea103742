/** A recording in the making. */

const TYPES = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus', 'audio/webm'];
/** Longer ones are refused by the service. */
export const LONGEST = 120;

export const supported = () => Boolean(navigator.mediaDevices?.getUserMedia && window.MediaRecorder);

export class Recording {
  #stream; #recorder; #context; #analyser; #pieces = []; #begun; #frame;

  /**
   * @param onLevel hears a loudness of 0…1 and the seconds so far, as often as the screen is drawn
   * @param audio how the microphone is treated: as for talking unless said
   */
  static async begin(onLevel, audio = { echoCancellation: true, noiseSuppression: true, autoGainControl: true }) {
    const recording = new Recording();
    recording.#stream = await navigator.mediaDevices.getUserMedia({ audio });
    const type = TYPES.find(name => MediaRecorder.isTypeSupported(name));
    recording.#recorder = new MediaRecorder(recording.#stream, type ? { mimeType: type, audioBitsPerSecond: audio.noiseSuppression ? 48_000 : 128_000 } : {});
    recording.#recorder.addEventListener('dataavailable', event => { if (event.data.size) recording.#pieces.push(event.data); });
    recording.#context = new AudioContext();
    recording.#analyser = recording.#context.createAnalyser();
    recording.#analyser.fftSize = 1024;
    recording.#context.createMediaStreamSource(recording.#stream).connect(recording.#analyser);
    recording.#recorder.start(250);
    recording.#begun = performance.now();
    const wave = new Float32Array(recording.#analyser.fftSize);
    const look = () => {
      recording.#analyser.getFloatTimeDomainData(wave);
      const loudness = Math.sqrt(wave.reduce((sum, value) => sum + value * value, 0) / wave.length);
      onLevel(Math.min(1, Math.sqrt(loudness) * 1.8), recording.seconds);
      recording.#frame = requestAnimationFrame(look);
    };
    look();
    return recording;
  }

  get seconds() {
    return (performance.now() - this.#begun) / 1000;
  }

  /** Ends it and gives {sound, seconds}. */
  async end() {
    const seconds = this.seconds;
    // It stops by itself when the microphone is unplugged; what was said until then is there.
    if (this.#recorder.state !== 'inactive') {
      const stopped = new Promise(resolve => this.#recorder.addEventListener('stop', resolve, { once: true }));
      this.#recorder.stop();
      await stopped;
    }
    this.#release();
    return { sound: new Blob(this.#pieces, { type: this.#recorder.mimeType || 'audio/webm' }), seconds };
  }

  cancel() {
    if (this.#recorder.state !== 'inactive') this.#recorder.stop();
    this.#release();
  }

  #release() {
    cancelAnimationFrame(this.#frame);
    this.#stream.getTracks().forEach(track => track.stop());
    this.#context.close();
  }
}
