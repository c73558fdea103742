package dev.vignette.evaluator;

import dev.vignette.media.Language;
import java.util.List;

/** Sentences of about five seconds, ten for each language, and a way to make as many different ones as needed. */
public final class Sentences {
    private static final List<String> ENGLISH = List.of(
            "Good morning. The coffee is ready and the first train leaves at half past seven.",
            "I read your letter twice, and I still think that we should paint the door blue.",
            "Rain is expected in the afternoon, so please remember to bring an umbrella.",
            "My grandmother kept bees, and every autumn she gave honey to the whole street.",
            "If you mix red and yellow you get orange, but nobody believes it until they try.",
            "The museum opens at ten, and the best pictures hang on the second floor.",
            "We walked along the river until the lights of the old bridge came on.",
            "A good question is worth more than ten quick answers, so take your time.",
            "Please close the window before you leave, because the cat likes to explore.",
            "Tomorrow we bake bread with rye flour, a little salt and plenty of patience.");

    private static final List<String> SPANISH = List.of(
            "Buenos días. El café está listo y el primer tren sale a las siete y media.",
            "He leído tu carta dos veces y sigo pensando que la puerta debería ser azul.",
            "Esta tarde va a llover, así que no olvides llevar un paraguas grande.",
            "Mi abuela tenía abejas y cada otoño regalaba miel a toda la calle.",
            "Si mezclas rojo y amarillo obtienes naranja, aunque nadie lo crea al principio.",
            "El museo abre a las diez y los mejores cuadros están en la segunda planta.",
            "Caminamos junto al río hasta que se encendieron las luces del puente viejo.",
            "Una buena pregunta vale más que diez respuestas rápidas, tómate tu tiempo.",
            "Cierra la ventana antes de salir, porque al gato le gusta explorar.",
            "Mañana hacemos pan con harina de centeno, un poco de sal y mucha paciencia.");

    private static final List<String> CHINESE = List.of(
            "早上好。咖啡已经准备好了，第一班火车七点半出发。",
            "你的信我读了两遍，我还是觉得应该把门漆成蓝色。",
            "今天下午会下雨，请记得带上一把大一点的雨伞。",
            "我奶奶养过蜜蜂，每年秋天她都给整条街的人送蜂蜜。",
            "红色和黄色混在一起会变成橙色，不试一试谁也不相信。",
            "博物馆十点开门，最好看的画都挂在二楼的展厅里。",
            "我们沿着河边一直走，直到老桥上的灯都亮了起来。",
            "一个好问题比十个很快的回答更有价值，所以慢慢来。",
            "出门以前请把窗户关好，因为我们家的猫喜欢到处跑。",
            "明天我们用黑麦粉做面包，加一点盐，再加很多耐心。");

    private Sentences() {}

    /** Ten sentences in {@code language}, which must be English, Spanish or Chinese. */
    public static List<String> in(Language language) {
        return switch (language.code()) {
            case "en" -> ENGLISH;
            case "es" -> SPANISH;
            case "zh" -> CHINESE;
            default -> throw new IllegalArgumentException("There are no sentences in " + language);
        };
    }

    /** A sentence no one has asked for before in this run. */
    public static String unheard(int number) {
        return number + ". " + ENGLISH.get(number % ENGLISH.size());
    }
}
