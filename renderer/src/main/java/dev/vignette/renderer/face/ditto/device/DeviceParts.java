package dev.vignette.renderer.face.ditto.device;

import dev.vignette.inference.cuda.DeviceScope;
import java.util.Deque;

/** What lies on a device in the order of one stream and goes together. Stateless. */
final class DeviceParts {
    private DeviceParts() {}

    /** Waits for the stream, and closes the parts, the last first, and the scope. */
    static void close(DeviceScope scope, Deque<AutoCloseable> parts) {
        scope.stream().synchronize();
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
        scope.close();
    }
}
