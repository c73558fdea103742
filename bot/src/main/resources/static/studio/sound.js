/** The sound of any file that this browser can play, so that a video is not sent for the sake of its sound. */

const HERTZ = 24_000;
/** The service takes 30 s. */
export const LONGEST = 29.9;

/**
 * @param {Blob} file sound, or a video with sound
 * @return a promise of {sound: Blob, seconds, cut}: WAV, mono, at most LONGEST seconds; cut says whether there was more. Fails where the
 *   browser cannot decode it
 */
export async function soundOf(file) {
  const context = new OfflineAudioContext(1, 1, HERTZ);
  const decoded = await context.decodeAudioData(await file.arrayBuffer());
  const length = Math.min(decoded.length, Math.floor(LONGEST * HERTZ));
  const mono = new Float32Array(length);
  for (let channel = 0; channel < decoded.numberOfChannels; channel++) {
    const samples = decoded.getChannelData(channel);
    for (let i = 0; i < length; i++) mono[i] += samples[i] / decoded.numberOfChannels;
  }
  return { sound: wav(mono), seconds: length / HERTZ, cut: decoded.length > length };
}

/** RIFF WAVE with 16-bit samples. */
function wav(samples) {
  const view = new DataView(new ArrayBuffer(44 + 2 * samples.length));
  const name = (at, text) => [...text].forEach((letter, i) => view.setUint8(at + i, letter.charCodeAt(0)));
  name(0, 'RIFF');
  view.setUint32(4, 36 + 2 * samples.length, true);
  name(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, HERTZ, true);
  view.setUint32(28, 2 * HERTZ, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  name(36, 'data');
  view.setUint32(40, 2 * samples.length, true);
  samples.forEach((sample, i) => view.setInt16(44 + 2 * i, Math.max(-1, Math.min(1, sample)) * 32_767, true));
  return new Blob([view.buffer], { type: 'audio/wav' });
}
