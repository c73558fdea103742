package dev.vignette.renderer.face;

import dev.vignette.renderer.avatar.Avatar;
import dev.vignette.renderer.avatar.AvatarId;
import dev.vignette.renderer.avatar.Look;
import dev.vignette.renderer.voice.Timbre;
import java.util.List;
import java.util.Map;

class FakeFaceTest extends FaceContract {
    @Override
    protected Face face() {
        return new FakeFace(Runnable::run);
    }

    @Override
    protected Avatar avatar() {
        Timbre timbre = new Timbre(120, 0.2, 4, List.of());
        return new Avatar(new AvatarId("nobody"), "1", new Look.Drawing(Map.of()), timbre);
    }
}
