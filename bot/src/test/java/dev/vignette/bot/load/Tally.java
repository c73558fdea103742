package dev.vignette.bot.load;

/**
 * What was asked of the bot, and what of that has been answered.
 *
 * @param texts answered in writing
 * @param wanted films asked for
 * @param films that came
 * @param sentences in the place of answers or films: that it does not work, and why
 * @param doubled answers and films that came more than once
 */
public record Tally(int asked, int texts, int wanted, int films, int sentences, int doubled) {
    public static final Tally NOTHING = new Tally(0, 0, 0, 0, 0, 0);

    /** What nobody has heard of again. */
    public int missing() {
        return Math.max(0, asked - texts + wanted - films - sentences);
    }

    Tally plus(Tally other) {
        return new Tally(
                asked + other.asked,
                texts + other.texts,
                wanted + other.wanted,
                films + other.films,
                sentences + other.sentences,
                doubled + other.doubled);
    }
}
