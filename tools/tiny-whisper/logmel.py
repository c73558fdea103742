"""Whisper's log-mel spectrogram: 400-point Fourier transform, hop 160, Slaney mel bands, one 30 s window."""
import numpy as np

SAMPLES = 480_000


def filters(mels=80):
    """[mels, 201]"""

    def hertz(m):
        return np.where(m < 15, 200 * m / 3, 1000 * np.exp((m - 15) * np.log(6.4) / 27))

    edges = hertz(np.linspace(0, 15 + 27 * np.log(8) / np.log(6.4), mels + 2))
    f, low, mid, high = 40.0 * np.arange(201), edges[:-2, None], edges[1:-1, None], edges[2:, None]
    return np.maximum(0, np.minimum((f - low) / (mid - low), (high - f) / (high - mid))) * 2 / (high - low)


def window():
    """The periodic Hann window."""
    return 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(400) / 400)


def log_mel(samples, mels=80):
    """float32 [mels, 3000] of at most 30 s at 16 kHz, in double precision inside."""
    x = np.zeros(SAMPLES)
    x[: len(samples)] = samples[:SAMPLES]
    x = np.pad(x, 200, mode="reflect")
    frames = np.lib.stride_tricks.sliding_window_view(x, 400)[::160][:3000]
    power = np.abs(np.fft.rfft(frames * window())) ** 2
    log = np.log10(np.maximum(filters(mels) @ power.T, 1e-10))
    return ((np.maximum(log, log.max() - 8) + 4) / 4).astype(np.float32)


class TorchLogMel:
    """The same for a batch [n, 480000] on a device; `response` [n, mels] multiplies the bands' power (an equalizer)."""

    def __init__(self, device):
        import torch

        self.torch = torch
        self.bank = torch.tensor(filters(), dtype=torch.float32, device=device)
        self.window = torch.tensor(window(), dtype=torch.float32, device=device)

    def __call__(self, samples, response=None):
        torch = self.torch
        spectrum = torch.stft(samples, 400, 160, window=self.window, center=True, pad_mode="reflect", return_complex=True)
        power = torch.view_as_real(spectrum[..., :3000]).square().sum(-1)
        mel = self.bank @ power
        if response is not None:
            mel = mel * response[:, :, None]
        log = torch.log10(mel.clamp(min=1e-10))
        log = torch.maximum(log, log.amax((1, 2), keepdim=True) - 8)
        return (log + 4) / 4
