package dev.vignette.bot.web;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * The service: every part of the bot that Spring knows, put together. Whoever starts it brings the
 * {@link dev.vignette.bot.engines.Equipment}.
 */
@SpringBootApplication(scanBasePackages = "dev.vignette.bot")
public class VignetteService {}
