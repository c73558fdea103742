package dev.vignette.bot;

/** This program's version, from its jar's manifest; {@code dev} when run from classes. */
public record ProductVersion(String value) {
    public static ProductVersion current() {
        String version = ProductVersion.class.getPackage().getImplementationVersion();
        return new ProductVersion(version == null ? "dev" : version);
    }
}
