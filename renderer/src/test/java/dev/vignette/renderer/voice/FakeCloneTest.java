package dev.vignette.renderer.voice;

class FakeCloneTest extends VoiceContract {

    @Override
    protected Voice open() {
        return new FakeClone();
    }
}
