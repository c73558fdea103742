package dev.vignette.renderer.face.ditto.drive;

import dev.vignette.renderer.face.ditto.source.MotionRecord;

/** Where the 21 implicit key points lie when a head is held in a way (Guo et al. 2024, "LivePortrait", eq. 2). Stateless. */
public final class KeyPoints {
    private KeyPoints() {}

    /** The key points of a record as it is: 21 × (x, y, z). */
    public static float[] of(MotionRecord record) {
        return of(record.kp(), new Pose(record));
    }

    static float[] of(float[] kp, Pose pose) {
        double[] r = rotation(pose.degrees(Item.PITCH), pose.degrees(Item.YAW), pose.degrees(Item.ROLL));
        float[] exp = pose.of(Item.EXP);
        float[] t = pose.of(Item.T);
        float scale = pose.of(Item.SCALE)[0];
        float[] points = new float[kp.length];
        for (int i = 0; i < kp.length; i += 3) {
            for (int c = 0; c < 3; c++) {
                double turned = kp[i] * r[c] + kp[i + 1] * r[3 + c] + kp[i + 2] * r[6 + c];
                double moved = scale * (turned + exp[i + c]);
                points[i + c] = (float) (c < 2 ? moved + t[c] : moved);
            }
        }
        return points;
    }

    /** {@code (Rz(roll)·Ry(yaw)·Rx(pitch))ᵀ}, row by row, to be applied to row vectors from the right. */
    static double[] rotation(double pitch, double yaw, double roll) {
        double x = Math.toRadians(pitch);
        double y = Math.toRadians(yaw);
        double z = Math.toRadians(roll);
        double sx = Math.sin(x);
        double cx = Math.cos(x);
        double sy = Math.sin(y);
        double cy = Math.cos(y);
        double sz = Math.sin(z);
        double cz = Math.cos(z);
        return new double[] {
            cz * cy,
            sz * cy,
            -sy,
            cz * sy * sx - sz * cx,
            sz * sy * sx + cz * cx,
            cy * sx,
            cz * sy * cx + sz * sx,
            sz * sy * cx - cz * sx,
            cy * cx
        };
    }
}
