package dev.vignette.renderer.face.ditto.source;

import dev.vignette.renderer.face.ditto.picture.Affine;
import dev.vignette.renderer.face.ditto.picture.RgbPicture;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/** A registered source on the disk, about 8 MB and the picture, with a checksum at its end. Stateless. */
final class SourceFile {
    private static final int MAGIC = 0x44545331; // "DTS1"
    private static final int LONGEST_SIDE = 8192;

    private SourceFile() {}

    static void write(Path file, Source source) throws IOException {
        Path part = Files.createTempFile(file.toAbsolutePath().getParent(), "source-", ".part");
        try {
            CRC32 crc = new CRC32();
            try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(part)))) {
                var data = new DataOutputStream(new CheckedOutputStream(out, crc));
                data.writeInt(MAGIC);
                data.writeInt(source.picture().width());
                data.writeInt(source.picture().height());
                data.writeInt(source.faces());
                data.write(source.picture().rgb());
                Affine m = source.toPicture();
                for (double number : new double[] {m.m00(), m.m01(), m.m02(), m.m10(), m.m11(), m.m12()}) {
                    data.writeDouble(number);
                }
                MotionRecord motion = source.motion();
                data.writeFloat(motion.scale());
                write(data, motion.pitch(), motion.yaw(), motion.roll(), motion.t(), motion.exp(), motion.kp());
                write(
                        data,
                        source.eyes().open(),
                        source.eyes().ball(),
                        source.points(),
                        source.appearance().volume());
                data.flush();
                out.writeLong(crc.getValue());
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void write(DataOutputStream out, float[]... arrays) throws IOException {
        for (float[] array : arrays) {
            byte[] bytes = new byte[4 * array.length];
            ByteBuffer.wrap(bytes).asFloatBuffer().put(array);
            out.write(bytes);
        }
    }

    /** @throws IOException if the file is missing, of another kind, or damaged */
    static Source read(Path file) throws IOException {
        CRC32 crc = new CRC32();
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            var data = new DataInputStream(new CheckedInputStream(in, crc));
            int magic = data.readInt();
            int width = data.readInt();
            int height = data.readInt();
            if (magic != MAGIC || width < 1 || height < 1 || width > LONGEST_SIDE || height > LONGEST_SIDE) {
                throw new IOException("Not a registered source");
            }
            int faces = data.readInt();
            byte[] rgb = new byte[3 * width * height];
            data.readFully(rgb);
            double[] m = new double[6];
            for (int i = 0; i < 6; i++) {
                m[i] = data.readDouble();
            }
            float scale = data.readFloat();
            MotionRecord motion = new MotionRecord(
                    scale,
                    floats(data, 66),
                    floats(data, 66),
                    floats(data, 66),
                    floats(data, 3),
                    floats(data, 63),
                    floats(data, 63));
            EyeState eyes = new EyeState(floats(data, 2), floats(data, 6));
            float[] points = floats(data, 406);
            Appearance appearance = Appearance.of(floats(data, Appearance.SIZE));
            long sum = crc.getValue();
            if (in.readLong() != sum) {
                throw new IOException("Damaged");
            }
            Affine map = new Affine(m[0], m[1], m[2], m[3], m[4], m[5]);
            return new Source(new RgbPicture(width, height, rgb), map, points, appearance, motion, eyes, faces);
        }
    }

    private static float[] floats(DataInputStream in, int count) throws IOException {
        byte[] bytes = new byte[4 * count];
        in.readFully(bytes);
        float[] floats = new float[count];
        ByteBuffer.wrap(bytes).asFloatBuffer().get(floats);
        return floats;
    }
}
