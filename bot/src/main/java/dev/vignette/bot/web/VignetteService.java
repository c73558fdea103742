package dev.vignette.bot.web;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;

/**
 * The service: everything in this package, on Spring Boot. Whoever starts it brings the
 * {@link dev.vignette.bot.engines.Equipment}. It keeps no database until conversations are served.
 */
@SpringBootApplication(exclude = DataSourceAutoConfiguration.class)
public class VignetteService {}
