package dev.vignette.renderer.face.ditto.standin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A configuration of the published form, with the published streaming values and made-up tables. */
final class StandInConfiguration {
    private StandInConfiguration() {}

    static byte[] online() {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("emo", mood());
        options.put("ch_info", person());
        options.put("overlap_v2", 70);
        options.put("fix_kp_cond", 1);
        options.put("fix_kp_cond_dim", List.of(0, 202));
        options.put("sampling_timesteps", 10);
        options.put("online_mode", true);
        options.put("v_min_max_for_clip", limits());
        options.put("smo_k_d", 3);
        options.put("delta_eye_arr", new PickleWriter.Floats(Puppet.blink(), 15, 63));
        options.put("overall_ctrl_info", Map.of("delta_pitch", 2));
        Map<String, Object> motion = new LinkedHashMap<>();
        motion.put("motion_feat_dim", 265);
        motion.put("audio_feat_dim", 1103);
        motion.put("seq_frames", 80);
        motion.put("w2f_type", "hubert");
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("base_cfg", Map.of());
        all.put("audio2motion_cfg", motion);
        all.put("default_kwargs", options);
        return PickleWriter.write(all);
    }

    private static PickleWriter.Floats mood() {
        float[] rows = new float[600 * 8];
        for (int i = 0; i < 600; i++) {
            rows[8 * i + 3] = 0.9f;
            rows[8 * i + 4] = 0.1f;
        }
        return new PickleWriter.Floats(rows, 600, 8);
    }

    private static PickleWriter.Floats limits() {
        float[] rows = new float[4 * 265];
        for (int i = 0; i < 265; i++) {
            rows[i] = -300;
            rows[265 + i] = 300;
        }
        return new PickleWriter.Floats(rows, 4, 265);
    }

    private static Map<String, Object> person() {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("scale", row(1));
        for (String angle : List.of("pitch", "yaw", "roll")) {
            info.put(angle, row(RestingFace.angle(0)));
        }
        info.put("t", row(0, 0, 0));
        info.put("exp", row(new float[63]));
        info.put("kp", row(RestingFace.keyPoints()));
        Map<String, Object> person = new LinkedHashMap<>();
        person.put("x_s_info_lst", List.of(info));
        person.put("eye_open_lst", List.of(row(1.07f, 1.08f)));
        person.put("eye_ball_lst", List.of(row(new float[6])));
        person.put("sc", new PickleWriter.Floats(RestingFace.keyPoints(), 63));
        return person;
    }

    private static PickleWriter.Floats row(float... values) {
        return new PickleWriter.Floats(values, 1, values.length);
    }
}
